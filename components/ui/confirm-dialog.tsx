"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { ErrorNotice } from "./error-notice";

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question that names the thing: "Delete Price list.pdf?" */
  title: ReactNode;
  /** What goes and what stays. */
  body: ReactNode;
  /** The verb of the question, not "OK". */
  confirmLabel: string;
  tone?: "danger" | "primary";
  onConfirm: () => void;
  busy?: boolean;
  error?: unknown;
}

/** Asks once before something that can't be undone. The caller closes it when the work is done. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  body,
  confirmLabel,
  tone = "danger",
  onConfirm,
  busy,
  error,
}: ConfirmDialogProps) {
  const t = useTranslations("common");
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      size="sm"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t("cancel")}</Button>
          <Button variant={tone} busy={busy} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="space-y-3 text-sm text-ink-2">{body}</div>
      {error != null && <ErrorNotice error={error} className="mt-4" />}
    </Dialog>
  );
}
