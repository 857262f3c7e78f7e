"use client";

import { TriangleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { Popover } from "@/components/ui/popover";
import { useErrorFormatter } from "@/lib/i18n/use-error-text";
import type { ConnectionSummary } from "./connection-table";

/** Which models of a connection don't answer at present, why, and when they are tried again; nothing while all do. */
export function ConnectionHealth({
  connection: { name, unwell },
}: {
  connection: ConnectionSummary;
}) {
  const t = useTranslations("models.health");
  const format = useFormatter();
  const textOf = useErrorFormatter();
  if (unwell.length === 0) return null;
  return (
    <Popover
      label={t("title", { name })}
      className="w-80"
      trigger={
        <button
          type="button"
          className="mt-1 inline-flex min-h-6 max-w-full items-center gap-1 rounded-full bg-danger-soft px-2 text-xs text-danger-ink"
        >
          <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">{t("unwell", { count: unwell.length })}</span>
        </button>
      }
    >
      <ul className="space-y-3 text-sm">
        {unwell.map(({ model, until, error }) => (
          <li key={model}>
            <p className="font-medium break-words">{model}</p>
            <p className="break-words text-ink-2">{textOf(error).what}</p>
            <p className="text-xs text-ink-2">
              {until === null
                ? t("next")
                : t("until", { time: format.dateTime(until, { timeStyle: "medium" }) })}
            </p>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
