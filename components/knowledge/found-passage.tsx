"use client";

import Link from "next/link";
import { Fragment, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { SourceSheet } from "@/components/source-viewer/source-sheet";
import { Button } from "@/components/ui/button";
import { WhyPassage, type Decision } from "@/components/why-passage/why-passage";
import type { SearchResult } from "./store-search";

type Found = SearchResult["passages"][number];

export interface FoundPassageProps {
  passage: Found;
  decision?: Decision | undefined;
}

/** One passage of a search: where it stands, the words that matched, why it was found; opens it in its surroundings. */
export function FoundPassage({ passage, decision }: FoundPassageProps) {
  const t = useTranslations("stores.search");
  const { slug } = useWorkspace();
  const [open, setOpen] = useState(false);
  const { documentId, versionId, documentName, page, headings, match, correction } = passage;
  const place = [page !== null && t("page", { page }), ...headings].filter(Boolean);
  const { start, end } = match ?? passage;
  // Offsets into a correction's text are no place in the document.
  const address = correction
    ? ""
    : `?${new URLSearchParams({ start: String(start), end: String(end), version: versionId }).toString()}`;
  return (
    <li className="rounded-card border">
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-label={t("open", { name: documentName })}
        className="block w-full rounded-card px-3.5 py-2.5 text-left transition-colors hover:bg-raised"
      >
        <span className="block text-xs break-words text-ink-2">
          <span className="font-medium text-ink">{documentName}</span>
          {place.map((part, index) => (
            <span key={index}> · {part}</span>
          ))}
        </span>
        <span className="mt-1 line-clamp-4 block break-words whitespace-pre-line">
          <MarkedText passage={passage} />
        </span>
      </button>
      <div className="border-t px-3.5 py-2 text-xs text-ink-2">
        <WhyPassage passage={passage} decision={decision} />
        {correction && (
          <p className="mt-1">
            {t(correction.kind === "edit" ? "edited" : "added", { by: correction.by })}
          </p>
        )}
        {match && (
          <p className="mt-1 text-pretty">{t("surroundings", { count: passage.text.length })}</p>
        )}
        <Button asChild variant="link" className="mt-1 min-h-6 text-xs">
          <Link href={`/${slug}/knowledge/documents/${documentId}${address}`}>{t("document")}</Link>
        </Button>
      </div>
      <SourceSheet open={open} onOpenChange={setOpen} passage={{ ...passage, start, end }} />
    </li>
  );
}

/** What was found, the question's words in it marked; of a passage within a larger one only itself. */
function MarkedText({ passage: { text, start, match, matches } }: { passage: Found }) {
  const from = (match?.start ?? start) - start;
  const to = match ? match.end - start : text.length;
  const parts: ReactNode[] = [];
  let at = from;
  for (const range of matches) {
    if (range.start < at || range.end > to) continue;
    parts.push(
      text.slice(at, range.start),
      <mark key={range.start} className="rounded-[3px] bg-mark text-ink">
        {text.slice(range.start, range.end)}
      </mark>,
    );
    at = range.end;
  }
  return [...parts, text.slice(at, to)].map((part, index) => (
    <Fragment key={index}>{part}</Fragment>
  ));
}
