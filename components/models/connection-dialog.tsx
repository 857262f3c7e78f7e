"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ConnectionSummary } from "./connection-table";
import { ConnectionTested } from "./connection-tested";
import { useSaveConnection, type ConnectionForm } from "./use-save-connection";

export interface ConnectionDialogProps {
  /** Null to add one. */
  connection: ConnectionSummary | null;
  onOpenChange: (open: boolean) => void;
}

/** Asks for name, address and key, keeps them and tests them at once. */
export function ConnectionDialog({ connection, onOpenChange }: ConnectionDialogProps) {
  const t = useTranslations("models");
  const save = useSaveConnection(connection);
  const title = connection ? t("form.editTitle", { name: connection.name }) : t("form.addTitle");
  return (
    <Dialog open onOpenChange={onOpenChange} title={title}>
      {save.result ? (
        <ConnectionTested
          result={save.result}
          onClose={() => onOpenChange(false)}
          onBack={save.again}
        />
      ) : (
        <Form
          connection={connection}
          initial={save.last}
          onSubmit={save.submit}
          onCancel={() => onOpenChange(false)}
          busy={save.busy}
          error={save.error}
        />
      )}
    </Dialog>
  );
}

interface FormProps {
  connection: ConnectionSummary | null;
  /** What was entered before, when the test failed and the person came back to it. */
  initial: ConnectionForm | null;
  onSubmit: (form: ConnectionForm) => void;
  onCancel: () => void;
  busy: boolean;
  error: unknown;
}

function Form({ connection, initial, onSubmit, onCancel, busy, error }: FormProps) {
  const t = useTranslations("models.form");
  const common = useTranslations("common");
  const [form, setForm] = useState<ConnectionForm>(
    initial ?? { name: connection?.name ?? "", baseUrl: connection?.baseUrl ?? "", apiKey: "" },
  );
  const [tried, setTried] = useState(false);
  const problems = {
    name: form.name.trim() === "" && common("nameRequired"),
    baseUrl: !isHttpUrl(form.baseUrl) && t("baseUrlInvalid"),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!problems.name && !problems.baseUrl) onSubmit(form);
  };
  const set = (key: keyof ConnectionForm) => (event: { target: { value: string } }) =>
    setForm({ ...form, [key]: event.target.value });
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <Field label={t("name")} error={tried && problems.name}>
        <Input
          value={form.name}
          maxLength={120}
          autoComplete="off"
          placeholder={t("namePlaceholder")}
          onChange={set("name")}
        />
      </Field>
      <Field label={t("baseUrl")} help={t("baseUrlHelp")} error={tried && problems.baseUrl}>
        <Input
          type="url"
          value={form.baseUrl}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          onChange={set("baseUrl")}
        />
      </Field>
      <Field label={connection ? t("replaceKey") : t("apiKey")} help={keyHelp(connection, t)}>
        <Input
          type="password"
          value={form.apiKey}
          maxLength={1000}
          autoComplete="new-password"
          onChange={set("apiKey")}
        />
      </Field>
      <p className="text-xs text-ink-2">{t("privateHint")}</p>
      {error != null && <ErrorNotice error={error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {connection ? t("saveAction") : t("addAction")}
        </Button>
      </div>
    </form>
  );
}

type FormTranslator = ReturnType<typeof useTranslations<"models.form">>;

function keyHelp(connection: ConnectionSummary | null, t: FormTranslator): string {
  if (!connection) return t("apiKeyHelp");
  if (!connection.keyHint) return t("replaceKeyNone");
  return t("replaceKeyHelp", { hint: connection.keyHint });
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text.trim()) && /^https?:$/.test(new URL(text.trim()).protocol);
}
