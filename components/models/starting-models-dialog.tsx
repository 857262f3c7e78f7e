"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { LOCAL } from "@/components/knowledge/embedding-name";
import { LocalModelField } from "@/components/knowledge/local-model-field";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { ABILITY_FOR, PURPOSES, type Purpose } from "@/lib/nodes/_contract/starting-models";
import { isProviderType, providerCatalog } from "@/lib/providers/catalog";
import { useTRPC } from "@/lib/trpc/client";
import type { ConnectionSummary } from "./connection-table";
import { ModelInput } from "./model-input";
import type { OwnModel } from "./own-models";
import type { Policy } from "./starting-models";

/** Stands for no choice in a select. */
const NONE = "none";
type Choice = Policy["defaults"][Purpose];

interface StartingModelsDialogProps {
  policy: Policy;
  connections: readonly ConnectionSummary[];
  own: readonly OwnModel[];
  onClose: () => void;
}

/** Chooses what new steps and stores start with; what is there stays as it is. */
export function StartingModelsDialog({
  policy,
  connections,
  own,
  onClose,
}: StartingModelsDialogProps) {
  const t = useTranslations("models.starting");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [defaults, setDefaults] = useState(policy.defaults);
  const [tried, setTried] = useState(false);
  const save = useMutation(
    trpc.modelPolicy.set.mutationOptions({
      onSuccess: async () => {
        toast(t("saved"));
        onClose();
        await queryClient.invalidateQueries(trpc.modelPolicy.pathFilter());
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const unnamed = PURPOSES.some((purpose) => defaults[purpose]?.model.trim() === "");
    if (!unnamed) save.mutate({ workspace, policy: { ...policy, defaults } });
  };
  return (
    <Dialog open onOpenChange={onClose} title={t("title")} description={t("dialogBody")}>
      <form onSubmit={submit} noValidate className="space-y-5">
        {PURPOSES.map((purpose) => (
          <PurposeFields
            key={purpose}
            purpose={purpose}
            choice={defaults[purpose]}
            connections={connections.filter(({ provider }) => canDo(provider, purpose))}
            own={own}
            tried={tried}
            onChange={(choice) => setDefaults({ ...defaults, [purpose]: choice })}
          />
        ))}
        {save.error && <ErrorNotice error={save.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface PurposeFieldsProps {
  purpose: Purpose;
  choice: Choice;
  connections: readonly ConnectionSummary[];
  own: readonly OwnModel[];
  tried: boolean;
  onChange: (choice: Choice) => void;
}

/** The model for one purpose: none, one that has a name here, or a connection and what it calls the model. */
function PurposeFields({ purpose, choice, connections, own, tried, onChange }: PurposeFieldsProps) {
  const t = useTranslations("models.starting");
  const label = t(`purpose.${purpose}`);
  const writes = purpose === "chat" || purpose === "judge";
  const named = writes
    ? own.filter((one) => connections.some(({ id }) => id === one.connectionId))
    : [];
  const picked = named.find(
    ({ connectionId, model }) => connectionId === choice?.connectionId && model === choice.model,
  );
  const choose = (value: string) => {
    const one = named.find(({ id }) => id === value);
    if (one) onChange({ connectionId: one.connectionId, model: one.model });
    else onChange(value === NONE ? null : { connectionId: value, model: "" });
  };
  const setModel = (model: string) => choice && onChange({ ...choice, model });
  return (
    <div className="space-y-2">
      <Field label={label} help={t(`help.${purpose}`)}>
        <Select
          value={picked?.id ?? choice?.connectionId ?? NONE}
          options={[
            { value: NONE, label: t(`none.${purpose}`) },
            ...(purpose === "embedding" ? [{ value: LOCAL, label: t("local") }] : []),
            ...named.map(({ id, name, connectionName }) => ({
              ...{ value: id, label: name, hint: connectionName },
            })),
            ...connections.map(({ id, name, baseUrl }) => ({
              ...{ value: id, label: name, hint: baseUrl },
            })),
          ]}
          onValueChange={choose}
        />
      </Field>
      {choice?.connectionId === LOCAL && (
        <LocalModelField value={choice.model} onChange={setModel} />
      )}
      {choice && choice.connectionId !== LOCAL && !picked && (
        <Field
          label={t("model", { purpose: label })}
          error={tried && choice.model.trim() === "" && t("modelRequired")}
        >
          <ModelInput connectionId={choice.connectionId} value={choice.model} onChange={setModel} />
        </Field>
      )}
    </div>
  );
}

function canDo(provider: string, purpose: Purpose): boolean {
  return isProviderType(provider) && providerCatalog[provider].abilities[ABILITY_FOR[purpose]];
}
