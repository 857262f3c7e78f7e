"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

export interface TextDialogProps {
  title: string;
  help: string;
  submitLabel: string;
  initial: string;
  /** What the document says, while another text is in its place. */
  original: string | null;
  onClose: () => void;
  onSubmit: (text: string) => void;
  busy: boolean;
  error: unknown;
}

/** The most a correction may have, as lib/services/correction/inputs.ts says. */
const LIMIT = 8_000;

/** Asks for the text of a passage. */
export function TextDialog(props: TextDialogProps) {
  const { title, help, submitLabel, initial, original, onClose, onSubmit, busy, error } = props;
  const t = useTranslations("documentPage.passages");
  const common = useTranslations("common");
  const [text, setText] = useState(initial);
  const [tried, setTried] = useState(false);
  const missing = text.trim() === "";
  const unchanged = text.trim() === initial.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing && !unchanged) onSubmit(text.trim());
  };
  return (
    <Dialog open onOpenChange={onClose} title={title} description={help} size="lg">
      <form onSubmit={submit} noValidate className="space-y-4">
        <Field
          label={t("text")}
          error={tried && missing && t("textRequired")}
          aside={t("characters", { count: text.length, limit: LIMIT })}
        >
          <Textarea
            value={text}
            rows={7}
            maxLength={LIMIT}
            className="max-h-[45dvh]"
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        {original !== null && (
          <details className="text-xs text-ink-2">
            <summary className="min-h-6 font-medium">{t("original")}</summary>
            <p className="mt-1 rounded-control bg-raised p-2.5 break-words whitespace-pre-line">
              {original}
            </p>
          </details>
        )}
        {error != null && <ErrorNotice error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" busy={busy} disabled={unchanged || busy}>
            {submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
