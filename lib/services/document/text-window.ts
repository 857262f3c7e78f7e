import type { ParsedDocument } from "@/lib/knowledge/ingestion/parsers/_contract/parser";

/** A longer text is cut to this many UTF-16 units around what the reader came for. */
const WINDOW = 400_000;

/**
 * The part of a stored text to show. `textStart` is where `text` begins in the whole; offsets of `structure` refer to
 * the whole, and `pages` counts all of it (null where the format has none).
 */
export function windowOf(
  { text, structure }: ParsedDocument,
  around: { start: number; end: number } | undefined,
) {
  const { start, end } = windowAround(text.length, around);
  const pages = structure.filter((mark) => mark.kind === "page").length;
  return {
    pages: pages > 0 ? pages : null,
    text: text.slice(start, end),
    textStart: start,
    structure: structure.filter((mark) => mark.end >= start && mark.start <= end),
  };
}

function windowAround(length: number, around: { start: number; end: number } | undefined) {
  if (length <= WINDOW) return { start: 0, end: length };
  const middle = around ? (around.start + around.end) / 2 : 0;
  const start = Math.max(0, Math.min(Math.floor(middle - WINDOW / 2), length - WINDOW));
  return { start, end: start + WINDOW };
}
