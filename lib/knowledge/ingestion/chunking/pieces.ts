import { splitSentences } from "@/lib/grounding/text/sentences";
import { countTokens } from "@/lib/grounding/text/count-tokens";
import type { ParsedDocument } from "../parsers/_contract/parser";

/** A stretch of the stored text; UTF-16 offsets, end exclusive. */
export interface Range {
  start: number;
  end: number;
}

/** A stretch that becomes a passage. */
export interface Piece extends Range {
  /** Headings above it, outermost first. */
  headings: string[];
  /** What is handed on in its place, when it only serves to be found; the same object for those that share it. */
  parent?: Range;
}

/** The smallest part a passage is made of: a sentence, a list item, a row. */
interface Unit extends Range {
  tokens: number;
}

/** Cuts a stretch into passages of whole sentences and rows up to `size`, `overlap` tokens repeated. */
export function cutStretch(
  document: ParsedDocument,
  stretch: Range,
  limits: { size: number; overlap: number },
): Range[] {
  const units = unitsOf(document, stretch).flatMap((unit) =>
    cutLarge(document.text, unit, limits.size),
  );
  return pack(units, limits);
}

/** The stretch without the white space around it as one passage, or several when it is larger than `size`. */
export function fitStretch(document: ParsedDocument, stretch: Range, size: number): Range[] {
  const text = document.text.slice(stretch.start, stretch.end);
  const start = stretch.start + (text.length - text.trimStart().length);
  const end = stretch.start + text.trimEnd().length;
  if (end <= start) return [];
  return countTokens(text) <= size
    ? [{ start, end }]
    : cutStretch(document, { start, end }, { size, overlap: 0 });
}

/** Sentences of the text between rows, and the rows themselves. */
function unitsOf({ text, structure }: ParsedDocument, stretch: Range): Unit[] {
  const units: Unit[] = [];
  const prose = (from: number, to: number) => {
    for (const sentence of splitSentences(text.slice(from, to))) {
      pushUnit(units, { text, start: from + sentence.start, end: from + sentence.end });
    }
  };
  let at = stretch.start;
  for (const mark of structure) {
    if (mark.kind !== "row" || mark.start < at || mark.end > stretch.end) continue;
    prose(at, mark.start);
    pushUnit(units, { text, start: mark.start, end: mark.end });
    at = mark.end;
  }
  prose(at, stretch.end);
  return units;
}
function pushUnit(
  units: Unit[],
  { text, start, end }: { text: string; start: number; end: number },
): void {
  if (end > start) units.push({ start, end, tokens: countTokens(text.slice(start, end)) });
}

/** Cuts a unit that is larger than a passage at white space, or inside a word when there is none. */
function cutLarge(text: string, unit: Unit, size: number): Unit[] {
  if (unit.tokens <= size) return [unit];
  const parts: Unit[] = [];
  const step = Math.max(8, Math.floor((unit.end - unit.start) / Math.ceil(unit.tokens / size)));
  let from = unit.start;
  while (from < unit.end) {
    let to = Math.min(unit.end, from + step);
    if (to < unit.end) {
      const space = text.lastIndexOf(" ", to);
      if (space > from + step / 2) to = space;
      else if (/[\ud800-\udbff]/.test(text.charAt(to - 1))) to += 1;
    }
    const start = from + (/^\s*/.exec(text.slice(from, to))?.[0].length ?? 0);
    pushUnit(parts, { text, start, end: to });
    from = to;
  }
  return parts;
}

/** Fills passages unit by unit and starts each with the last units of the one before, up to the overlap. */
function pack(
  units: readonly Unit[],
  { size, overlap }: { size: number; overlap: number },
): Range[] {
  const packed: Range[] = [];
  let current: Unit[] = [];
  let tokens = 0;
  const close = () => {
    const first = current[0];
    const last = current.at(-1);
    if (first && last) packed.push({ start: first.start, end: last.end });
  };
  for (const unit of units) {
    if (current.length > 0 && tokens + unit.tokens > size) {
      close();
      current = tail(current, Math.min(overlap, size - unit.tokens));
      tokens = current.reduce((sum, kept) => sum + kept.tokens, 0);
    }
    current.push(unit);
    tokens += unit.tokens;
  }
  close();
  return packed;
}

function tail(units: readonly Unit[], budget: number): Unit[] {
  let from = units.length;
  let left = budget;
  while (from > 1) {
    left -= units[from - 1]?.tokens ?? 0;
    if (left < 0) break;
    from -= 1;
  }
  return units.slice(from);
}
