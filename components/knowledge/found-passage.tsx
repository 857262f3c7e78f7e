"use client";

import Link from "next/link";
import { Fragment, useState, type ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { SourceSheet } from "@/components/source-viewer/source-sheet";
import { Button } from "@/components/ui/button";
import type { SearchResult } from "./store-search";

type Found = SearchResult["passages"][number];

/** One passage of a search: where it stands, the words that matched, its scores; opens it in its surroundings. */
export function FoundPassage({ passage }: { passage: Found }) {
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
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t px-3.5 py-2 text-xs text-ink-2">
        <Scores scores={passage.scores} />
        <Button asChild variant="link" className="min-h-6 text-xs">
          <Link href={`/${slug}/knowledge/documents/${documentId}${address}`}>{t("document")}</Link>
        </Button>
        {correction && (
          <p className="basis-full">
            {t(correction.kind === "edit" ? "edited" : "added", { by: correction.by })}
          </p>
        )}
        {match && (
          <p className="basis-full text-pretty">
            {t("surroundings", { count: passage.text.length })}
          </p>
        )}
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

function Scores({ scores: { keyword, vector, fused } }: { scores: Found["scores"] }) {
  const t = useTranslations("stores.search");
  const format = useFormatter();
  const shown = (value: number | null, digits: number) =>
    value === null
      ? t("none")
      : format.number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return (
    <dl className="flex flex-wrap gap-x-4 tabular-nums">
      {[
        { label: t("words"), value: shown(keyword, 2) },
        { label: t("likeness"), value: shown(vector, 2) },
        { label: t("joined"), value: shown(fused, 4) },
      ].map(({ label, value }) => (
        <div key={label} className="flex gap-1">
          <dt>{label}</dt>
          <dd className="text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
