import type { RouterOutputs } from "@/lib/trpc/client";

/** A test question with how sure the router came out to be that the documents answer it, 0..1. */
export type ScoredQuestion = RouterOutputs["router"]["preview"]["results"][number];

/** Those on the wrong side of the threshold. */
export function misjudged(
  threshold: number,
  questions: readonly ScoredQuestion[],
): ScoredQuestion[] {
  return questions.filter(({ answerable, score }) => answerable !== score >= threshold);
}

/**
 * Rows for dots that would cover each other: the lowest row at which a dot of `width` (in the unit of the scores)
 * is free. In the order given.
 */
export function stackedRows(scores: readonly number[], width: number): number[] {
  const placed: { score: number; row: number }[] = [];
  return scores.map((score) => {
    const near = placed.filter((other) => Math.abs(other.score - score) < width);
    let row = 0;
    while (near.some((other) => other.row === row)) row += 1;
    placed.push({ score, row });
    return row;
  });
}
