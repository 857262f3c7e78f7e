import type { RouterOutputs } from "@/lib/trpc/client";

export type DocumentView = RouterOutputs["document"]["view"];
export type Section = DocumentView["structure"][number];

/** A stretch of text in a block; `marked` is the quote. */
export interface Run {
  text: string;
  marked: boolean;
}

/** What the reader sees, in order. `start` is the offset in the whole stored text, unique among blocks. */
export type Block =
  | { kind: "page"; start: number; number: number }
  /** `level` counts from 1 and never skips one on the way down, whatever the author did. */
  | { kind: "heading"; start: number; level: number; runs: Run[] }
  | { kind: "paragraph"; start: number; runs: Run[] };

export interface Range {
  /** Offsets into the whole stored text, UTF-16 code units, `end` exclusive. */
  start: number;
  end: number;
}

type ViewedText = Pick<DocumentView, "text" | "textStart" | "structure">;

/**
 * Cuts stored text into pages, headings and paragraphs, the quote marked wherever it falls. No character of the
 * text is changed; only white space between blocks is left out.
 */
export function toBlocks(view: ViewedText, quote: Range | null): Block[] {
  const end = view.textStart + view.text.length;
  const marks = view.structure
    .filter(({ kind, start }) => (kind === "page" || kind === "heading") && start < end)
    .sort((a, b) => a.start - b.start || (a.kind === "page" ? -1 : 1));
  const blocks: Block[] = [];
  let at = view.textStart;
  for (const section of marks) {
    blocks.push(...paragraphs(view, { start: at, end: section.start }, quote));
    at = Math.max(at, section.start);
    if (section.kind === "page") {
      blocks.push({ kind: "page", start: section.start, number: section.number ?? 1 });
    } else if (section.start >= view.textStart) {
      const range = headingRange(view, section);
      const runs = runsOf(view, range, quote);
      blocks.push({ kind: "heading", start: section.start, level: section.level ?? 2, runs });
      at = Math.max(at, range.end);
    }
  }
  blocks.push(...paragraphs(view, { start: at, end }, quote));
  return withoutSkips(blocks);
}

/** Screen readers navigate by levels; a skipped one reads as missing text. */
function withoutSkips(blocks: Block[]): Block[] {
  let above = 0;
  return blocks.map((block) => {
    if (block.kind !== "heading") return block;
    above = Math.min(block.level, above + 1);
    return { ...block, level: above };
  });
}

/** A heading's section may reach to the next heading; the heading itself is its first line. */
function headingRange(view: ViewedText, { start, end }: Section): Range {
  const lineEnd = view.text.indexOf("\n", start - view.textStart);
  const firstLine = lineEnd === -1 ? view.text.length : lineEnd;
  return { start, end: Math.min(end, firstLine + view.textStart) };
}

/** Blank lines part paragraphs. */
function paragraphs(view: ViewedText, range: Range, quote: Range | null): Block[] {
  if (range.end <= range.start) return [];
  const text = view.text.slice(range.start - view.textStart, range.end - view.textStart);
  return [...text.matchAll(/\S(?:[^\n]|\n(?!\s*\n))*/g)].map((match) => {
    const start = range.start + match.index;
    const trimmed = match[0].trimEnd();
    const runs = runsOf(view, { start, end: start + trimmed.length }, quote);
    return { kind: "paragraph", start, runs };
  });
}

function runsOf({ text, textStart }: ViewedText, range: Range, quote: Range | null): Run[] {
  const slice = (start: number, end: number, marked: boolean): Run[] =>
    end > start ? [{ text: text.slice(start - textStart, end - textStart), marked }] : [];
  if (!quote || quote.end <= range.start || quote.start >= range.end) {
    return slice(range.start, range.end, false);
  }
  const from = Math.max(range.start, quote.start);
  const to = Math.min(range.end, quote.end);
  return [
    ...slice(range.start, from, false),
    ...slice(from, to, true),
    ...slice(to, range.end, false),
  ];
}

/** The page an offset is on, null where the format has no pages. */
export function pageAt(structure: readonly Section[], offset: number): number | null {
  const page = structure
    .filter(({ kind, start, end }) => kind === "page" && start <= offset && offset < end)
    .at(-1);
  return page?.number ?? null;
}
