"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { SourceSheet } from "@/components/source-viewer/source-sheet";
import type { Passage } from "@/lib/graph/values";

/** One passage of a search, with where it stands and how well it fits; opens it in its surroundings. */
export function FoundPassage({ passage }: { passage: Passage }) {
  const t = useTranslations("knowledge.search");
  const [open, setOpen] = useState(false);
  const { documentName, page, headings, scores } = passage;
  const place = [page !== null && t("page", { page }), ...headings].filter(Boolean);
  return (
    <li className="rounded-card border">
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-label={t("open", { name: documentName })}
        className="block w-full rounded-card px-3.5 py-2.5 text-left transition-colors hover:bg-raised"
      >
        <span className="flex flex-wrap items-baseline justify-between gap-x-4 text-xs text-ink-2">
          <span>
            <span className="font-medium text-ink">{documentName}</span>
            {place.map((part, index) => (
              <span key={index}> · {part}</span>
            ))}
          </span>
          <span className="tabular-nums">
            {scores.keyword !== null && t("keyword", { score: scores.keyword })}
            {scores.keyword !== null && scores.vector !== null && " · "}
            {scores.vector !== null && t("vector", { score: scores.vector })}
          </span>
        </span>
        <span className="mt-1 line-clamp-4 block whitespace-pre-line">{passage.text.trim()}</span>
      </button>
      <SourceSheet open={open} onOpenChange={setOpen} passage={passage} />
    </li>
  );
}
