"use client";

import { useTranslations } from "use-intl";
import type { Citation } from "@/lib/graph/values";

export interface CitationChipProps {
  readonly citation: Citation;
  readonly onOpen: (citation: Citation) => void;
}

/** The number in the text; opens the source at the quote. */
export function CitationChip({ citation, onOpen }: CitationChipProps) {
  const t = useTranslations("chat");
  const { number, documentName } = citation;
  const page = pageOf(citation);
  return (
    <button
      type="button"
      data-citation={number}
      aria-label={t("citation", { number, name: documentName, page })}
      title={citation.quote}
      onClick={() => onOpen(citation)}
      className="relative mx-0.5 inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-[5px] bg-accent-soft px-1 align-text-top text-xs leading-none font-medium text-accent-ink tabular-nums before:absolute before:-inset-1 hover:bg-accent hover:text-on-accent"
    >
      {number}
    </button>
  );
}

/** The page for a message with `{page, select, none …}`. */
export function pageOf({ page }: { readonly page: number | null }): string {
  return page === null ? "none" : String(page);
}
