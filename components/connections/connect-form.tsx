"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ChoiceCards } from "@/components/ui/choice-cards";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import type {
  ConnectField,
  ConnectorDefinition,
  ConnectorMessages,
} from "@/lib/connectors/_contract/definition";
import { useTRPC } from "@/lib/trpc/client";
import type { SourceConnection } from "./connection-table";
import { SetupSteps } from "./setup-steps";
import type { ConnectValues } from "./use-connect";

export interface ConnectFormProps {
  definition: ConnectorDefinition;
  connection: SourceConnection | null;
  /** What was entered before, when the test failed and the person came back to it. */
  initial: ConnectValues | null;
  onSubmit: (values: ConnectValues) => void;
  onCancel: () => void;
  busy: boolean;
  error: unknown;
}

/** The steps at the source, and what they give to be entered here. */
export function ConnectForm(props: ConnectFormProps) {
  const { definition, connection, initial, onSubmit, onCancel, busy, error } = props;
  const t = useTranslations("connections.form");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const texts: ConnectorMessages = definition.messages.en;
  const [form, setForm] = useState<ConnectValues>(initial ?? valuesOf(definition, connection));
  const [tried, setTried] = useState(false);
  const method = definition.methods.find(({ id }) => id === form.method) ?? definition.methods[0];
  const fields = method?.fields ?? [];
  const signsIn = method?.signIn ?? false;
  const redirectUri = useQuery(
    trpc.sourceConnection.redirectUri.queryOptions(
      { workspace, type: definition.type },
      { enabled: signsIn },
    ),
  );
  const missing = (field: ConnectField) =>
    field.required &&
    !(connection && isSecret(field)) &&
    (form.values[field.key] ?? "").trim() === "";
  const seldom = fields.filter((field) => field.seldom);
  const [unfolded] = useState(seldom.some(({ key }) => form.values[key]));
  const valueField = (field: ConnectField) => (
    <ValueField
      key={field.key}
      field={field}
      texts={texts}
      stored={connection !== null}
      value={form.values[field.key] ?? ""}
      error={tried && missing(field)}
      onChange={(value) => setForm({ ...form, values: { ...form.values, [field.key]: value } })}
    />
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (form.name.trim() !== "" && !fields.some(missing)) onSubmit(form);
  };
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <p className="text-pretty text-ink-2">{texts.description}</p>
      {definition.methods.length > 1 && !connection && (
        <ChoiceCards
          label={t("method")}
          value={form.method}
          onValueChange={(id) => setForm({ ...form, method: id })}
          options={definition.methods.map(({ id }) => ({
            value: id,
            label: texts.methods[id]?.label ?? id,
            help: texts.methods[id]?.description,
          }))}
        />
      )}
      <SetupSteps
        steps={texts.methods[form.method]?.steps ?? []}
        redirectUri={redirectUri.data}
        open={!connection}
      />
      <Field
        label={t("name")}
        help={t("nameHelp")}
        error={tried && form.name.trim() === "" && common("nameRequired")}
      >
        <Input
          value={form.name}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => setForm({ ...form, name: event.target.value })}
        />
      </Field>
      {fields.filter(({ seldom }) => !seldom).map(valueField)}
      {seldom.length > 0 && (
        <details open={unfolded}>
          <summary className="min-h-6 text-sm font-medium text-ink-2 hover:text-ink">
            {t("seldom")}
          </summary>
          <div className="mt-3 space-y-4">{seldom.map(valueField)}</div>
        </details>
      )}
      {error != null && <ErrorNotice error={error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{connection ? common("cancel") : t("back")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {signsIn ? t("signInAction") : connection ? t("saveAction") : t("addAction")}
        </Button>
      </div>
    </form>
  );
}

interface ValueFieldProps {
  field: ConnectField;
  texts: ConnectorMessages;
  /** There is a value already that is not shown. */
  stored: boolean;
  value: string;
  error: boolean;
  onChange: (value: string) => void;
}

function ValueField({ field, texts, stored, value, error, onChange }: ValueFieldProps) {
  const t = useTranslations("connections.form");
  const { label = field.key, help, placeholder } = texts.fields[field.key] ?? {};
  if (field.control === "switch") {
    return (
      <Switch
        label={label}
        help={help}
        checked={value === "yes"}
        onCheckedChange={(on) => onChange(on ? "yes" : "")}
      />
    );
  }
  const shared = {
    value,
    placeholder,
    spellCheck: false,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <Field
      label={label}
      help={stored && isSecret(field) ? t("keepSecret") : help}
      aside={!field.required && t("optional")}
      error={error && t("required")}
    >
      {field.control.startsWith("long-") ? (
        <Textarea rows={4} maxLength={20_000} autoComplete="off" {...shared} />
      ) : (
        <Input
          type={field.control === "secret" ? "password" : field.control}
          maxLength={2000}
          autoComplete={field.control === "secret" ? "new-password" : "off"}
          {...shared}
        />
      )}
    </Field>
  );
}

function isSecret({ control }: ConnectField): boolean {
  return control.endsWith("secret");
}

function valuesOf(
  { methods, messages }: ConnectorDefinition,
  connection: SourceConnection | null,
): ConnectValues {
  const { method = methods[0]?.id ?? "", ...values } = connection?.settings ?? {};
  return { name: connection?.name ?? messages.en.label, method, values };
}
