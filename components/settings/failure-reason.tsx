"use client";

import { useErrorText } from "@/lib/i18n/use-error-text";

/** Why something could not be sent, below what it was. */
export function FailureReason({ error }: { error: unknown }) {
  const { what, next } = useErrorText(error);
  return (
    <p className="mt-1 text-xs text-pretty break-words whitespace-normal text-ink-2">
      {what} {next}
    </p>
  );
}
