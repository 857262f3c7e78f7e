"use client";

import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { ErrorNotice } from "./error-notice";
import { Field } from "./field";
import { Input } from "./input";

export interface NameDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  initial?: string;
  submitLabel: string;
  onSubmit: (name: string) => void;
  busy?: boolean;
  error?: unknown;
}

/** Asks for a name, to make or to rename something. */
export function NameDialog(props: NameDialogProps) {
  // Mounted anew each time it opens, so that it starts with the present name.
  return props.open ? <OpenNameDialog {...props} /> : null;
}

function OpenNameDialog({
  open,
  onOpenChange,
  title,
  description,
  initial = "",
  submitLabel,
  onSubmit,
  busy,
  error,
}: NameDialogProps) {
  const t = useTranslations("common");
  const [name, setName] = useState(initial);
  const [tried, setTried] = useState(false);
  const missing = name.trim() === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing) onSubmit(name.trim());
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      size="sm"
    >
      <form onSubmit={submit} noValidate className="space-y-4">
        <Field label={t("name")} error={tried && missing && t("nameRequired")}>
          <Input
            value={name}
            maxLength={120}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
            onFocus={(event) => event.target.select()}
          />
        </Field>
        {error != null && <ErrorNotice error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{t("cancel")}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
