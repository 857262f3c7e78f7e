import { createHash } from "node:crypto";
import type { Range } from "../chunking/pieces";
import type { Chunk } from "../chunk";
import { countTokens } from "@/lib/grounding/text/count-tokens";
import { findAnchor, type Anchor } from "./anchor";
import { withParentsLeft } from "./parents";
import { contains, overlaps, remainsOf } from "./remains";

/** What a person said about how a document was understood; it holds for every way of cutting it into passages. */
export type Correction = { id: string } & (
  | { kind: "exclude"; anchor: Anchor; text: null }
  | { kind: "edit"; anchor: Anchor; text: string }
  | { kind: "add"; anchor: null; text: string }
);

/** A correction with the stretch it stands for in a text; null for an addition, and when there is no such stretch. */
export type PlacedCorrection = Correction & { range: Range | null };

/** A passage before it is embedded, of the document's text or of a correction's, to which its offsets then refer. */
export interface CorrectedChunk extends Chunk {
  correctionId: string | null;
}

export function placeCorrections(
  text: string,
  corrections: readonly Correction[],
): PlacedCorrection[] {
  return corrections.map((correction) => ({
    ...correction,
    range: correction.anchor && findAnchor(text, correction.anchor),
  }));
}

/** The stretches that are not to be found as they stand in the document. */
export function coveredBy(placed: readonly PlacedCorrection[]): Range[] {
  return placed.flatMap(({ range }) => range ?? []);
}

/**
 * Applies corrections to the passages of a text. No passage of the text itself shares a character with a stretch that
 * is excluded or edited, nor does a larger one around it; what else they had stays, in as many pieces as that takes. Every edit whose stretch is in the
 * text, and every addition, is one passage of its own. Passages that nothing touches keep their ordinals.
 */
export function correctChunks(
  text: string,
  chunks: readonly Chunk[],
  corrections: readonly Correction[],
): CorrectedChunk[] {
  const placed = placeCorrections(text, corrections);
  const covered = coveredBy(placed);
  let next = chunks.length;
  const kept = cut(text, chunks, covered).map(({ chunk, piece, first }): CorrectedChunk => {
    if (piece === chunk) return { ...chunk, correctionId: null };
    const ordinal = first ? chunk.ordinal : next++;
    const own = measured(text.slice(piece.start, piece.end));
    const { start, end } = piece;
    return { ...chunk, ...own, start, end, ordinal, correctionId: null };
  });
  const said = placed.flatMap(({ kind, text: own, range, id }): CorrectedChunk[] => {
    if (own === null || (kind === "edit" && range === null)) return [];
    const around = range && chunks.find((chunk) => overlaps(chunk, range));
    const place = { page: around?.page ?? null, headings: around?.headings ?? [] };
    const ends = { start: 0, end: own.length, parent: null };
    return [{ ...measured(own), ...place, ...ends, ordinal: next++, correctionId: id }];
  });
  return [...withParentsLeft(text, kept, covered), ...said];
}

interface Piece {
  chunk: Chunk;
  /** The chunk itself where nothing of it is covered. */
  piece: Range;
  /** The first of its chunk. */
  first: boolean;
}

/** What is left of each chunk, without what a neighbour has as well: overlapping passages share their edges. */
function cut(text: string, chunks: readonly Chunk[], covered: readonly Range[]): Piece[] {
  const pieces = chunks.map((chunk) =>
    covered.some((range) => overlaps(range, chunk)) ? remainsOf(text, chunk, covered) : [chunk],
  );
  return chunks.flatMap((chunk, at) => {
    const others = (pieces[at + 1] ?? []).map((piece) => ({ piece, earlier: false }));
    for (const piece of pieces[at - 1] ?? []) others.push({ piece, earlier: true });
    return (pieces[at] ?? [])
      .filter(
        (piece) =>
          piece === chunk ||
          !others.some(({ piece: other, earlier }) => {
            const whole = chunks[at + (earlier ? -1 : 1)] === other;
            return contains(other, piece) && (whole || earlier || !contains(piece, other));
          }),
      )
      .map((piece, index) => ({ chunk, piece, first: index === 0 }));
  });
}

function measured(text: string) {
  return {
    text,
    textHash: createHash("sha256").update(text).digest("hex"),
    tokens: countTokens(text),
  };
}
