import { createHash } from "node:crypto";
import { splitSentences } from "@/lib/grounding/text/sentences";
import { countTokens } from "./count-tokens";
import type { ParsedDocument, StructureMark } from "./parsers/_contract/parser";

/** Sizes are in estimated tokens (count-tokens.ts); overlap is repeated from the passage before. */
export interface Chunking {
  unit: "tokens";
  size: number;
  overlap: number;
}

/** Tuned on public question sets: smaller passages answer and cite more exactly, larger ones lose fewer answers. */
export const DEFAULT_CHUNKING: Chunking = { unit: "tokens", size: 256, overlap: 40 };

/** A passage before it is embedded. `document.text.slice(start, end) === text`, always. */
export interface Chunk {
  ordinal: number;
  start: number;
  end: number;
  page: number | null;
  headings: string[];
  text: string;
  textHash: string;
  tokens: number;
}

/** The smallest part a passage is made of: a sentence, a list item, a row. */
interface Unit {
  start: number;
  end: number;
  tokens: number;
}

/**
 * Cuts a document into passages: whole sentences and rows up to `size`, never across a heading, a little of the end
 * repeated at the start of the next. A unit larger than a passage is cut at words. Every visible character outside
 * headings is in at least one passage; a document of headings alone gives passages of its headings.
 */
export function chunkDocument(
  document: ParsedDocument,
  chunking: Chunking = DEFAULT_CHUNKING,
): Chunk[] {
  const pages = document.structure.filter((mark) => mark.kind === "page");
  const chunks: Chunk[] = [];
  for (const section of sections(document)) {
    const units = sectionUnits(document, section).flatMap((unit) =>
      cutLarge(document.text, unit, chunking.size),
    );
    for (const { start, end } of pack(units, chunking)) {
      const text = document.text.slice(start, end);
      chunks.push({
        ordinal: chunks.length,
        start,
        end,
        page: pageAt(pages, start),
        headings: section.headings,
        text,
        textHash: createHash("sha256").update(text).digest("hex"),
        tokens: countTokens(text),
      });
    }
  }
  return chunks;
}

interface Section {
  start: number;
  end: number;
  headings: string[];
}

/** The stretches between headings, each with its path. A heading with nothing below it stands for itself. */
function sections({ text, structure }: ParsedDocument): Section[] {
  const headings = structure.filter((mark) => mark.kind === "heading");
  const found: Section[] = [];
  let path: StructureMark[] = [];
  let from = 0;
  const close = (end: number, heading: StructureMark | null) => {
    const empty = text.slice(from, end).trim() === "";
    const titles = path.map((mark) => mark.title ?? "");
    if (!empty) found.push({ start: from, end, headings: titles });
    else if (heading && path.length > 0 && isLeaf(path, heading)) {
      const own = path.at(-1);
      if (own) found.push({ start: own.start, end: own.end, headings: titles.slice(0, -1) });
    }
  };
  for (const mark of headings) {
    close(mark.start, mark);
    path = [...path.filter((above) => (above.level ?? 1) < (mark.level ?? 1)), mark];
    from = mark.end;
  }
  close(text.length, { kind: "heading", level: 1, start: text.length, end: text.length });
  return found;
}

/** True when the next heading is not below the present one, which therefore has no content at all. */
function isLeaf(path: readonly StructureMark[], next: StructureMark): boolean {
  return (next.level ?? 1) <= (path.at(-1)?.level ?? 1);
}

/** Sentences of the text between rows, and the rows themselves. */
function sectionUnits({ text, structure }: ParsedDocument, section: Section): Unit[] {
  const units: Unit[] = [];
  const prose = (from: number, to: number) => {
    for (const sentence of splitSentences(text.slice(from, to))) {
      pushUnit(units, { text, start: from + sentence.start, end: from + sentence.end });
    }
  };
  let at = section.start;
  for (const mark of structure) {
    if (mark.kind !== "row" || mark.start < at || mark.end > section.end) continue;
    prose(at, mark.start);
    pushUnit(units, { text, start: mark.start, end: mark.end });
    at = mark.end;
  }
  prose(at, section.end);
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
  { size, overlap }: Chunking,
): { start: number; end: number }[] {
  const packed: { start: number; end: number }[] = [];
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

function pageAt(pages: readonly StructureMark[], offset: number): number | null {
  return pages.find((page) => page.start <= offset && offset < page.end)?.number ?? null;
}
