import type { Chunk } from "../chunk";
import type { Range } from "../chunking/pieces";
import { contains, overlaps, remainsOf } from "./remains";

/**
 * Passages within larger ones, with those larger ones cut as they were: what is handed on shares no character with a
 * covered stretch either. A passage that is all that is left of its larger one stands for itself.
 */
export function withParentsLeft<C extends Chunk>(
  text: string,
  chunks: readonly C[],
  covered: readonly Range[],
): C[] {
  const left = new Map<number, Range[]>();
  const leftOf = (parent: Range & { first: number }) => {
    const known = left.get(parent.first);
    if (known) return known;
    const pieces = covered.some((range) => overlaps(range, parent))
      ? remainsOf(text, parent, covered)
      : [parent];
    left.set(parent.first, pieces);
    return pieces;
  };
  const firsts = new Map<Range, number>();
  return chunks.map((chunk) => {
    if (chunk.parent === null) return chunk;
    const piece = leftOf(chunk.parent).find((range) => contains(range, chunk));
    if (!piece || contains(chunk, piece)) return { ...chunk, parent: null };
    const first = firsts.get(piece) ?? chunk.ordinal;
    firsts.set(piece, first);
    return { ...chunk, parent: { start: piece.start, end: piece.end, first } };
  });
}
