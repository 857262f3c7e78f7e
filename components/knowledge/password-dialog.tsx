"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export interface PasswordDialogProps {
  /** Of the file, when it is one. */
  name?: string;
  /** How many files it is tried on. */
  count: number;
  onClose: () => void;
  onSubmit: (password: string) => void;
  busy?: boolean;
  error?: unknown;
}

/** Asks for the password of protected files. Mount it to open it. */
export function PasswordDialog({
  name,
  count,
  onClose,
  onSubmit,
  busy,
  error,
}: PasswordDialogProps) {
  const t = useTranslations("knowledge.password");
  const common = useTranslations("common");
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password !== "") onSubmit(password);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={name === undefined ? t("title", { count }) : t("titleOf", { name })}
      size="sm"
    >
      <form onSubmit={submit} noValidate className="space-y-4">
        <Field label={t("label")} help={count > 1 ? t("helpMany") : t("help")}>
          <Input
            type="password"
            value={password}
            maxLength={500}
            // Of a file, not of an account: nothing for the browser to remember or to fill in.
            autoComplete="off"
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        {error != null && <ErrorNotice error={error} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={busy} disabled={password === ""}>
            {t("action")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
