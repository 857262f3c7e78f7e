"use client";

import { Bot, Clock, EyeOff, PencilLine, Undo2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import { CorrectionMark } from "../correction-mark";
import type { PassageItem } from "../passage-items";
import { MarkedText } from "./marked-text";

export interface PassageCardProps {
  item: PassageItem;
  /** Of what the document has pages. */
  pageKind: "page" | "slide";
  selected: boolean;
  canEdit: boolean;
  /** Letters to be found, marked in the text. */
  search: string;
  onSelect: () => void;
  /** Moves the keyboard to a neighbour. */
  onMove: (by: number) => void;
  onEdit: () => void;
  onExclude: () => void;
  onUndo: () => void;
}

/** One passage: where it stands, what it says, what was done about it; with its actions once it is chosen. */
export function PassageCard(props: PassageCardProps) {
  const { item, selected, search, onSelect, onMove } = props;
  const t = useTranslations("documentPage.passages");
  const excluded = item.correction?.kind === "exclude";
  return (
    <li
      data-passage={item.number}
      data-selected={selected}
      className={cn(
        "rounded-card border bg-surface",
        selected ? "border-accent" : "border-line hover:border-line-strong",
      )}
    >
      <button
        type="button"
        aria-pressed={selected}
        aria-label={t("number", { number: item.number })}
        onClick={onSelect}
        onKeyDown={(event) => {
          const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          onMove(by);
        }}
        className="block w-full rounded-card px-3 pt-2.5 pb-2.5 text-left -outline-offset-2"
      >
        <Place {...props} />
        <Badges item={item} />
        <p
          className={cn(
            "mt-1.5 text-sm break-words whitespace-pre-line",
            !selected && "line-clamp-3",
            excluded && "text-ink-3 line-through",
          )}
        >
          <MarkedText text={item.text} search={search} instructions={item.instructions} />
        </p>
      </button>
      {selected && <Chosen {...props} />}
    </li>
  );
}

function Place({ item, pageKind }: PassageCardProps) {
  const t = useTranslations("documentPage.passages");
  const { page, sheet, cells, headings, number, tokens } = item;
  const first = cells[0];
  const last = cells.at(-1);
  const range = first && last && (first === last ? first : `${first}–${last}`);
  const place = [
    sheet ?? (page === null ? null : t(pageKind, { page })),
    range,
    ...headings.filter((heading) => heading !== sheet),
  ].filter(Boolean);
  return (
    <span className="flex items-baseline gap-2 text-xs text-ink-2">
      <span
        className={cn(
          "min-w-5.5 rounded-[5px] px-1 text-center font-medium text-ink tabular-nums",
          number % 2 === 1 ? "bg-passage-a" : "bg-passage-b",
        )}
      >
        {number}
      </span>
      <span className="min-w-0 grow truncate">{place.join(" · ")}</span>
      <span className="shrink-0 tabular-nums" title={t("tokensHelp")}>
        {t("tokens", { count: tokens })}
      </span>
    </span>
  );
}

function Badges({ item }: Pick<PassageCardProps, "item">) {
  const t = useTranslations("documentPage.passages");
  const { correction, found, instructions } = item;
  const waiting = correction !== null && correction.kind !== "exclude" && !found;
  if (correction === null && instructions.length === 0) return null;
  return (
    <span className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
      {instructions.length > 0 && (
        <Badge tone="refuse">
          <Bot aria-hidden className="size-3" />
          {t("flag")}
        </Badge>
      )}
      {correction?.kind === "exclude" && (
        <span className="inline-flex items-center gap-1 text-ink-2">
          <EyeOff aria-hidden className="size-3" />
          {t("excluded", { name: correction.by })}
        </span>
      )}
      {correction && correction.kind !== "exclude" && (
        <CorrectionMark correction={{ kind: correction.kind, by: correction.by }} />
      )}
      {correction && <RelativeTime date={correction.at} className="text-ink-3" />}
      {correction && !correction.applies && <Badge tone="refuse">{t("lost")}</Badge>}
      {waiting && correction.applies && (
        <Badge>
          <Clock aria-hidden className="size-3" />
          {t("waiting")}
        </Badge>
      )}
    </span>
  );
}

/** What there is to know and to do about the chosen passage. */
function Chosen(props: PassageCardProps) {
  const { item, canEdit, onEdit, onExclude, onUndo } = props;
  const t = useTranslations("documentPage.passages");
  const { correction, instructions } = item;
  const excluded = correction?.kind === "exclude";
  const notes = [
    instructions.length > 0 && t("flagHelp"),
    excluded && correction.applies && t("excludedHelp"),
    correction && !correction.applies && t("lostHelp"),
  ].filter((note) => note !== false && note !== null);
  return (
    <div className="space-y-2 px-3 pb-3 text-xs text-ink-2">
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {correction?.kind === "edit" && correction.original !== null && (
        <details>
          <summary className="min-h-6 font-medium">{t("original")}</summary>
          <p className="mt-1 rounded-control bg-raised p-2.5 break-words whitespace-pre-line">
            {correction.original}
          </p>
        </details>
      )}
      {canEdit && (
        <div className="flex flex-wrap gap-2 pt-0.5">
          {!excluded && (
            <Button size="sm" onClick={onEdit}>
              <PencilLine aria-hidden className="size-3.5" />
              {t("edit")}
            </Button>
          )}
          {!excluded && correction?.kind !== "add" && (
            <Button size="sm" onClick={onExclude}>
              <EyeOff aria-hidden className="size-3.5" />
              {t("exclude")}
            </Button>
          )}
          {correction && (
            <Button size="sm" onClick={onUndo}>
              <Undo2 aria-hidden className="size-3.5" />
              {t(correction.kind === "add" ? "undoAdd" : "undo")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
