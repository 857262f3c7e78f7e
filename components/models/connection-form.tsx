"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { ProviderDefinition } from "@/lib/providers/_contract/definition";
import type { ConnectionSummary } from "./connection-table";
import { parseHeaders } from "./headers-text";
import type { ConnectionValues } from "./use-save-connection";

export interface ConnectionFormProps {
  provider: ProviderDefinition;
  connection: ConnectionSummary | null;
  /** What was entered before, when the test failed and the person came back to it. */
  initial: ConnectionValues | null;
  onSubmit: (values: ConnectionValues) => void;
  onCancel: () => void;
  busy: boolean;
  error: unknown;
}

/** The key first, as it is all most services need; the address where it isn't the usual one. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { provider, connection, initial, onSubmit, onCancel, busy, error } = props;
  const t = useTranslations("models.form");
  const common = useTranslations("common");
  const { label, description, fields } = provider.messages.en;
  const [form, setForm] = useState<ConnectionValues>(initial ?? valuesOf(connection, label));
  const [tried, setTried] = useState(false);
  const requires = (key: string) =>
    provider.fields.some((field) => field.key === key && field.required);
  const ownAddress = requires("baseUrl");
  const problems = {
    name: form.name.trim() === "" && common("nameRequired"),
    apiKey: requires("apiKey") && !connection && form.apiKey.trim() === "" && t("apiKeyRequired"),
    baseUrl:
      (ownAddress || form.baseUrl.trim() !== "") && !isHttpUrl(form.baseUrl) && t("baseUrlInvalid"),
    headers: parseHeaders(form.headers) === null && t("headersInvalid"),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(problems).every((problem) => !problem)) onSubmit(form);
  };
  const set = (key: keyof ConnectionValues) => (event: { target: { value: string } }) =>
    setForm({ ...form, [key]: event.target.value });
  const address = (
    <Field label={t("baseUrl")} help={fields.baseUrl?.help} error={tried && problems.baseUrl}>
      <Input
        type="url"
        value={form.baseUrl}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        placeholder={fields.baseUrl?.placeholder}
        onChange={set("baseUrl")}
      />
    </Field>
  );
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <p className="text-pretty text-ink-2">{description}</p>
      <Field
        label={connection ? t("replaceKey") : t("apiKey")}
        help={connection ? <StoredKey connection={connection} /> : fields.apiKey?.help}
        error={tried && problems.apiKey}
      >
        <Input
          type="password"
          value={form.apiKey}
          maxLength={1000}
          autoComplete="new-password"
          placeholder={fields.apiKey?.placeholder}
          onChange={set("apiKey")}
        />
      </Field>
      <KeyPage provider={provider} />
      {ownAddress && address}
      {fields.headers && (
        <Field
          label={fields.headers.label}
          help={
            connection && connection.headerNames.length > 0
              ? t("headersStored", { names: connection.headerNames.join(", ") })
              : fields.headers.help
          }
          error={tried && problems.headers}
        >
          <Textarea
            rows={1}
            value={form.headers}
            maxLength={8000}
            autoComplete="off"
            spellCheck={false}
            placeholder={fields.headers.placeholder}
            onChange={set("headers")}
          />
        </Field>
      )}
      <Field label={t("name")} help={t("nameHelp")} error={tried && problems.name}>
        <Input value={form.name} maxLength={120} autoComplete="off" onChange={set("name")} />
      </Field>
      {!ownAddress && (
        <details>
          <summary className="min-h-6 text-sm font-medium text-ink-2 hover:text-ink">
            {t("otherAddress")}
          </summary>
          <div className="pt-3">{address}</div>
        </details>
      )}
      {ownAddress && <p className="text-xs text-ink-2">{t("privateHint")}</p>}
      {error != null && <ErrorNotice error={error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{connection ? common("cancel") : t("back")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {connection ? t("saveAction") : t("addAction")}
        </Button>
      </div>
    </form>
  );
}

function valuesOf(connection: ConnectionSummary | null, label: string): ConnectionValues {
  return {
    name: connection?.name ?? label,
    baseUrl: connection?.baseUrl ?? "",
    apiKey: "",
    headers: "",
  };
}

function StoredKey({ connection: { keyHint } }: { connection: ConnectionSummary }) {
  const t = useTranslations("models.form");
  return <>{keyHint ? t("replaceKeyHelp", { hint: keyHint }) : t("replaceKeyNone")}</>;
}

function KeyPage({ provider: { service } }: { provider: ProviderDefinition }) {
  const t = useTranslations("models.form");
  const page = service?.pages.keys;
  if (page === undefined) return null;
  return (
    <a
      href={page}
      target="_blank"
      rel="noopener noreferrer"
      className="-mt-2 inline-flex min-h-6 items-center text-sm text-accent-ink underline underline-offset-4"
    >
      {t("keyPage", { host: new URL(page).hostname })}
    </a>
  );
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text.trim()) && /^https?:$/.test(new URL(text.trim()).protocol);
}
