import { toBlocks, type Block, type DocumentView, type Range } from "./text-blocks";

/** A stretch of text between two edges of passages. */
export interface PassageRun {
  /** Offset in the whole stored text. */
  start: number;
  text: string;
  /** Indexes of the passages it belongs to, in their order; empty where text is in none. */
  in: number[];
  /** Indexes of the passages that begin with it. */
  begins: number[];
  /** It is part of the quote. */
  marked: boolean;
}

export type PassageBlock =
  Extract<Block, { kind: "page" }> | (Exclude<Block, { kind: "page" }> & { pieces: PassageRun[] });

type ViewedText = Pick<DocumentView, "text" | "textStart" | "structure">;

/**
 * Stored text as blocks whose text is cut wherever a passage begins or ends. Passages may overlap and come in any
 * order; those outside of the viewed part are left out. A passage begins at the first of its text that is shown.
 */
export function toPassageBlocks(
  view: ViewedText,
  { passages, quote = null }: { passages: readonly Range[]; quote?: Range | null },
): PassageBlock[] {
  const inOrder = passages
    .map((range, index) => ({ ...range, index }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const begun = new Set<number>();
  // The first passage that may still reach into what follows; blocks and passages go forward together.
  let first = 0;
  return toBlocks(view, null).map((block): PassageBlock => {
    if (block.kind === "page") return block;
    const end = block.start + block.runs.reduce((sum, { text }) => sum + text.length, 0);
    while (first < inOrder.length && (inOrder[first]?.end ?? 0) <= block.start) first += 1;
    const near: typeof inOrder = [];
    for (let at = first; at < inOrder.length; at += 1) {
      const passage = inOrder[at];
      if (!passage || passage.start >= end) break;
      if (passage.end > block.start) near.push(passage);
    }
    const text = block.runs.map((run) => run.text).join("");
    const edges = [block.start, end];
    for (const range of quote ? [...near, quote] : near) edges.push(range.start, range.end);
    const cuts = [...new Set(edges)]
      .filter((edge) => edge >= block.start && edge <= end)
      .sort((a, b) => a - b);
    const pieces = cuts.slice(0, -1).map((start, at): PassageRun => {
      const to = cuts[at + 1] ?? end;
      const own = near.filter((passage) => passage.start <= start && passage.end >= to);
      const begins = own.filter(({ index }) => !begun.has(index)).map(({ index }) => index);
      for (const index of begins) begun.add(index);
      return {
        start,
        text: text.slice(start - block.start, to - block.start),
        in: own.map(({ index }) => index),
        begins,
        marked: quote !== null && quote.start <= start && quote.end >= to,
      };
    });
    return { ...block, pieces };
  });
}
