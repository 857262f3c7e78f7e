"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/lib/trpc/client";
import { BUILT_IN, LOCAL } from "./embedding-name";
import { LocalModelField } from "./local-model-field";
import type { StoreSummary } from "./store-summary";

export interface EmbeddingDialogProps {
  store: Pick<StoreSummary, "id" | "name" | "embedding">;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Chooses what turns a store's passages into numbers; a change builds a new index in the background. */
export function EmbeddingDialog(props: EmbeddingDialogProps) {
  return props.open ? <OpenEmbeddingDialog {...props} /> : null;
}

function OpenEmbeddingDialog({ store, open, onOpenChange }: EmbeddingDialogProps) {
  const t = useTranslations("knowledge.store");
  const common = useTranslations("common");
  const { slug: workspace } = useWorkspace();
  const [connectionId, setConnectionId] = useState(store.embedding.connectionId);
  const [model, setModel] = useState(
    store.embedding.connectionId === BUILT_IN ? "" : store.embedding.model,
  );
  const change = useSetEmbedding(() => onOpenChange(false));
  const builtIn = connectionId === BUILT_IN;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({
      workspace,
      id: store.id,
      connectionId,
      model: builtIn ? BUILT_IN : model.trim(),
    });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("embeddingTitle", { name: store.name })}
      description={t("embeddingHelp")}
    >
      <form onSubmit={submit} className="space-y-4">
        <ConnectionField
          value={connectionId}
          onChange={(id) => {
            setConnectionId(id);
            setModel("");
          }}
        />
        {connectionId === LOCAL && <LocalModelField value={model} onChange={setModel} />}
        {!builtIn && connectionId !== LOCAL && (
          <ModelField connectionId={connectionId} value={model} onChange={setModel} />
        )}
        <p className="text-xs text-ink-2">{t("rebuild")}</p>
        {change.error && <ErrorNotice error={change.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{common("cancel")}</Button>
          <Button
            type="submit"
            variant="primary"
            busy={change.isPending}
            disabled={!builtIn && model.trim() === ""}
          >
            {t("changeAction")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function useSetEmbedding(close: () => void) {
  const t = useTranslations("knowledge.store");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.store.setEmbedding.mutationOptions({
      onSuccess: async () => {
        close();
        toast(t("changed"));
        await queryClient.invalidateQueries(trpc.store.list.pathFilter());
      },
    }),
  );
}

function ConnectionField({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const t = useTranslations("knowledge.store");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const connections = useQuery(trpc.connection.list.queryOptions({ workspace }));
  const others = connections.data?.map(({ id, name, baseUrl }) => ({
    value: id,
    label: name,
    hint: baseUrl,
  }));
  return (
    <Field label={t("connection")} help={value === BUILT_IN ? t("builtInHelp") : undefined}>
      <Select
        value={value}
        onValueChange={onChange}
        options={[
          { value: BUILT_IN, label: t("builtIn") },
          { value: LOCAL, label: t("local") },
          ...(others ?? []),
        ]}
        footer={others?.length === 0 && t("noConnections")}
      />
    </Field>
  );
}

function ModelField({
  connectionId,
  value,
  onChange,
}: {
  connectionId: string;
  value: string;
  onChange: (model: string) => void;
}) {
  const t = useTranslations("knowledge.store");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const models = useQuery(
    trpc.connection.models.queryOptions({ workspace, id: connectionId }, { retry: false }),
  );
  return (
    <>
      <Field label={t("model")} help={t("modelHelp")}>
        <Input
          list="embedding-models"
          value={value}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <datalist id="embedding-models">
        {models.data?.map(({ id, name }) => (
          <option key={id} value={id} label={name} />
        ))}
      </datalist>
      {models.error && <ErrorNotice error={models.error} />}
    </>
  );
}
