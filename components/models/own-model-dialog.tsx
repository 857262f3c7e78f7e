"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useTRPC, useTRPCClient } from "@/lib/trpc/client";
import type { ConnectionSummary } from "./connection-table";
import { ModelInput } from "./model-input";
import type { OwnModel } from "./own-models";
import { TRAINED_FOR } from "./trained-for";

interface OwnModelDialogProps {
  /** Null to add one. */
  model: OwnModel | null;
  connections: readonly ConnectionSummary[];
  onClose: () => void;
}

interface Values {
  connectionId: string;
  model: string;
  name: string;
  base: string;
  trainedFor: (typeof TRAINED_FOR)[number][];
  contextTokens: string;
}

/** Gives a model of a connection a name, and says what it was made from and for. */
export function OwnModelDialog({ model, connections, onClose }: OwnModelDialogProps) {
  const t = useTranslations("models.own");
  const common = useTranslations("common");
  const [values, setValues] = useState<Values>(valuesOf(model, connections));
  const [tried, setTried] = useState(false);
  const save = useSaveOwnModel(model, onClose);
  const tokens = values.contextTokens.trim() === "" ? null : Number(values.contextTokens);
  const problems = {
    model: values.model.trim() === "" && t("modelRequired"),
    name: values.name.trim() === "" && common("nameRequired"),
    tokens: tokens !== null && !(Number.isInteger(tokens) && tokens >= 256) && t("tokensInvalid"),
  };
  const set = (change: Partial<Values>) => setValues({ ...values, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!problems.model && !problems.name && !problems.tokens) save.mutate({ values, tokens });
  };
  const toggle = (one: Values["trainedFor"][number]) => (checked: boolean) =>
    set({
      trainedFor: TRAINED_FOR.filter((other) =>
        other === one ? checked : values.trainedFor.includes(other),
      ),
    });
  return (
    <Dialog open onOpenChange={onClose} title={model ? t("editTitle") : t("addTitle")}>
      <form onSubmit={submit} noValidate className="space-y-4">
        <Field label={t("connection")}>
          <Select
            value={values.connectionId}
            disabled={model !== null}
            options={connections.map(({ id, name }) => ({ value: id, label: name }))}
            onValueChange={(connectionId) => set({ connectionId })}
          />
        </Field>
        <Field label={t("model")} help={t("modelHelp")} error={tried && problems.model}>
          <ModelInput
            connectionId={values.connectionId}
            value={values.model}
            disabled={model !== null}
            onChange={(text) => set({ model: text })}
          />
        </Field>
        <Field label={t("name")} help={t("nameHelp")} error={tried && problems.name}>
          <Input
            value={values.name}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => set({ name: event.target.value })}
          />
        </Field>
        <Field label={t("base")} help={t("baseHelp")}>
          <ModelInput
            connectionId={values.connectionId}
            value={values.base}
            onChange={(text) => set({ base: text })}
          />
        </Field>
        <fieldset className="space-y-1">
          <legend className="mb-1 text-sm font-medium">{t("trainedFor")}</legend>
          {TRAINED_FOR.map((one) => (
            <Checkbox
              key={one}
              checked={values.trainedFor.includes(one)}
              onCheckedChange={toggle(one)}
              label={t(`for.${one}`)}
            />
          ))}
        </fieldset>
        <Field label={t("tokens")} help={t("tokensHelp")} error={problems.tokens}>
          <Input
            inputMode="numeric"
            value={values.contextTokens}
            maxLength={9}
            autoComplete="off"
            onChange={(event) => set({ contextTokens: event.target.value })}
          />
        </Field>
        {save.error && <ErrorNotice error={save.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {model ? common("save") : t("addAction")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function valuesOf(model: OwnModel | null, connections: readonly ConnectionSummary[]): Values {
  return {
    connectionId: model?.connectionId ?? connections[0]?.id ?? "",
    model: model?.model ?? "",
    name: model?.name ?? "",
    base: model?.base?.model ?? "",
    trainedFor: TRAINED_FOR.filter((one) => model?.trainedFor.includes(one) === true),
    contextTokens: model?.contextTokens?.toString() ?? "",
  };
}

function useSaveOwnModel(model: OwnModel | null, onSaved: () => void) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  return useMutation({
    mutationFn: async ({ values, tokens }: { values: Values; tokens: number | null }) => {
      const { connectionId, name, trainedFor } = values;
      const baseConnectionId = model?.base?.connectionId ?? connectionId;
      const base =
        values.base.trim() === ""
          ? null
          : { connectionId: baseConnectionId, model: values.base.trim() };
      const known = { workspace, name: name.trim(), base, trainedFor, contextTokens: tokens };
      if (model) await client.namedModel.update.mutate({ ...known, id: model.id });
      else {
        const where = { connectionId, model: values.model.trim() };
        await client.namedModel.create.mutate({ ...known, ...where });
      }
    },
    onSuccess: async () => {
      onSaved();
      await queryClient.invalidateQueries(trpc.namedModel.pathFilter());
    },
  });
}
