"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

/** Days that a key is good for; 0 stands for ever. */
const LIVES = [30, 90, 365, 0];

interface NewKeyDialogProps {
  onCreate: (key: { name: string; expiresInDays: number | null }) => void;
  onClose: () => void;
  busy: boolean;
  error: unknown;
}

export function NewKeyDialog({ onCreate, onClose, busy, error }: NewKeyDialogProps) {
  const t = useTranslations("publish.api");
  const common = useTranslations("common");
  const [name, setName] = useState("");
  const [days, setDays] = useState(90);
  return (
    <Dialog open onOpenChange={onClose} title={t("newKey")} description={t("newKeyBody")} size="sm">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          onCreate({ name: name.trim(), expiresInDays: days === 0 ? null : days });
        }}
      >
        <Field label={t("name")} help={t("nameHelp")}>
          <Input value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t("life")}>
          <Select
            value={String(days)}
            options={LIVES.map((count) => ({
              value: String(count),
              label: count === 0 ? t("forEver") : t("days", { count }),
            }))}
            onValueChange={(value) => setDays(Number(value))}
          />
        </Field>
        {error != null && <ErrorNotice error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={busy} disabled={name.trim() === ""}>
            {t("make")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
