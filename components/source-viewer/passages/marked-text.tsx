import { Fragment } from "react";
import { cn } from "@/components/ui/cn";

interface Stretch {
  start: number;
  end: number;
}

/** A text with what was searched for marked, and sentences that speak to an assistant underlined. Markup stays text. */
export function MarkedText({
  text,
  search,
  instructions,
}: {
  text: string;
  search: string;
  instructions: readonly Stretch[];
}) {
  const hits = occurrences(text, search);
  const edges = [...hits, ...instructions].flatMap(({ start, end }) => [start, end]);
  const cuts = [...new Set([0, ...edges, text.length])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const within = (stretch: Stretch) => stretch.start <= start && end <= stretch.end;
    const part = text.slice(start, end);
    const said = instructions.some(within);
    if (hits.some(within)) {
      return (
        <mark key={start} className={cn("rounded-[3px] bg-mark text-ink", said && SAID)}>
          {part}
        </mark>
      );
    }
    return said ? (
      <span key={start} className={SAID}>
        {part}
      </span>
    ) : (
      <Fragment key={start}>{part}</Fragment>
    );
  });
}

const SAID = "underline decoration-refuse decoration-wavy underline-offset-4";

function occurrences(text: string, search: string): Stretch[] {
  const wanted = search.trim().toLowerCase();
  const lower = text.toLowerCase();
  // Some letters change their number when they are lower-cased: then places can't be told.
  if (wanted === "" || lower.length !== text.length) return [];
  const found: Stretch[] = [];
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, at + wanted.length)) {
    found.push({ start: at, end: at + wanted.length });
  }
  return found;
}
