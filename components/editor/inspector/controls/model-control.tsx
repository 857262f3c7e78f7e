"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { compareHref } from "@/components/models/compare/compare-href";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { textOf } from "@/lib/graph/value-text";
import { BUILT_IN } from "@/lib/nodes/model/definition";
import { isProviderType, providerCatalog } from "@/lib/providers/catalog";
import { useTRPC } from "@/lib/trpc/client";
import { useEditorSession } from "../../editor-context";
import { useNodeTexts } from "../../node-texts";
import {
  useConnections,
  useNamedModels,
  type ConnectionItem,
  type NamedModelItem,
} from "../../use-names";
import type { ControlProps, FieldOf } from "./control";

/** Shown where nothing is chosen; null in the params. */
const NONE = "none";

type Props = ControlProps<FieldOf<"model">>;

/** Who writes: the built-in model, or a connection and one of its models. */
export function ModelControl({ node, field, value, disabled, onChange }: Props) {
  const t = useTranslations("editor.model");
  const { workspace, workflowId } = useEditorSession();
  const texts = useNodeTexts();
  const { ability = "chat", mayBeNone = false } = field;
  const connections = useConnections().filter(({ provider }) => canDo(provider, ability));
  const own = useNamedModels().filter((one) =>
    connections.some(({ id }) => id === one.connectionId),
  );
  const presentModel = textOf(node.params[field.modelKey]);
  const named = own.find((one) => one.connectionId === value && one.model === presentModel);
  const noConnection = mayBeNone ? NONE : BUILT_IN;
  const chosen = mayBeNone ? (value ?? NONE) : value;
  const known = chosen === noConnection || connections.some(({ id }) => id === chosen);
  const choose = (connectionId: string) => {
    const picked = own.find(({ id }) => id === connectionId);
    if (picked) {
      onChange({ [field.key]: picked.connectionId, [field.modelKey]: picked.model });
      return;
    }
    const model = connectionId === BUILT_IN ? BUILT_IN : "";
    const id = connectionId === NONE ? null : connectionId;
    onChange({ [field.key]: id, [field.modelKey]: model });
  };
  return (
    <div className="space-y-3">
      <Select
        value={named?.id ?? (known && typeof chosen === "string" ? chosen : null)}
        disabled={disabled}
        options={[
          {
            value: noConnection,
            label: texts.fieldOption(node.type, field.key, noConnection) ?? t("builtIn"),
          },
          ...own.map(namedModelOption),
          ...connections.map(connectionOption),
        ]}
        onValueChange={choose}
      />
      {!known && connections.length > 0 && (
        <p className="text-xs text-danger-ink">{t("missing")}</p>
      )}
      {chosen === noConnection || typeof value !== "string" ? (
        <Link
          href={`/${workspace}/models`}
          className="inline-flex min-h-6 items-center text-xs text-accent-ink underline-offset-4 hover:underline"
        >
          {t("manage")}
        </Link>
      ) : (
        known &&
        !named && (
          <ModelName
            connectionId={value}
            value={presentModel}
            disabled={disabled}
            onChange={(model) => onChange({ [field.modelKey]: model })}
          />
        )
      )}
      {node.type === "model" && (
        <Link
          href={compareHref(workspace, { workflow: workflowId, node: node.id })}
          className="inline-flex min-h-6 items-center text-xs text-accent-ink underline-offset-4 hover:underline"
        >
          {t("compare")}
        </Link>
      )}
    </div>
  );
}

/** A model that people gave a name, among the options of a select. */
export function namedModelOption({ id, name, connectionName }: NamedModelItem) {
  return { value: id, label: name, hint: connectionName };
}

/** A connection among the options of a select. */
export function connectionOption({ id, name, baseUrl }: ConnectionItem) {
  return { value: id, label: name, hint: baseUrl };
}

/** Whether a provider has models that write, or that rerank. */
export function canDo(provider: string, ability: "chat" | "rerank"): boolean {
  return isProviderType(provider) && providerCatalog[provider].abilities[ability];
}

/** A name typed or picked from what the endpoint offers; one that lists nothing can still be named. */
export function ModelName({
  connectionId,
  value,
  disabled,
  onChange,
}: {
  connectionId: string;
  value: string;
  disabled: boolean;
  onChange: (model: string) => void;
}) {
  const t = useTranslations("editor.model");
  const { workspace } = useEditorSession();
  const trpc = useTRPC();
  const listId = useId();
  const models = useQuery(
    trpc.connection.models.queryOptions({ workspace, id: connectionId }, { retry: false }),
  );
  const help = models.isPending
    ? t("loading")
    : models.data?.length === 0
      ? t("noList")
      : undefined;
  return (
    <Field label={t("name")} help={help}>
      <Input
        list={listId}
        value={value}
        disabled={disabled}
        placeholder={models.data?.[0]?.id ?? t("namePlaceholder")}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={listId}>
        {models.data?.map(({ id, name }) => (
          <option key={id} value={id} label={name} />
        ))}
      </datalist>
      {models.error && <ErrorNotice error={models.error} onRetry={() => void models.refetch()} />}
    </Field>
  );
}
