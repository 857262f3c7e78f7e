import { BM25 } from "../keyword-index";
import type { TermStatistics } from "./term-statistics";

/** A passage that was found, with what its place by words depends on. */
export interface Candidate {
  /** How often it has each term. */
  readonly terms: ReadonlyMap<string, number>;
  /** BM25 score for the words of the question; 0 when it has none of them. */
  readonly keyword: number;
}

/** Passages that are read for words; fewer with words of the question say too little. */
const READ = 10;
/** Words taken from them. */
const WORDS = 30;
/** How much more the best of them count: the power of their scores, relative to the best. */
const SHARPNESS = 4;

/**
 * Scores candidates by the question and the words that go with it in this knowledge: what stands often in the
 * passages nearest to it and is rare elsewhere (Rocchio's pseudo relevance feedback over BM25 weights). `strength` is what
 * the best of those words adds, in parts of a word of the question; the less the nearest passages stand out from
 * each other the more of it is used, because a clear best one needs no help. Null when there is nothing to learn from.
 */
export function scoreWithRelatedWords(
  candidates: readonly Candidate[],
  { statistics, strength }: { statistics: TermStatistics; strength: number },
): number[] | null {
  const weights = candidates.map(({ terms }) => weightsOf(terms, statistics));
  const read = candidates
    .map(({ keyword }, at) => ({ keyword, weights: weights[at] ?? new Map<string, number>() }))
    .filter(({ keyword }) => keyword > 0)
    .sort((a, b) => b.keyword - a.keyword)
    .slice(0, READ);
  const [best, last] = [read[0], read[READ - 1]];
  if (!best || !last) return null;

  const scale = strength * (last.keyword / best.keyword);
  const words = wordsOf(
    read.map((one) => ({ ...one, part: (one.keyword / best.keyword) ** SHARPNESS })),
  );
  return candidates.map(({ keyword }, at) => {
    let score = keyword;
    for (const [word, share] of words) score += scale * share * (weights[at]?.get(word) ?? 0);
    return score;
  });
}

/** The words that matter most in what was read, each with its weight as a share of the first one's. */
function wordsOf(
  read: readonly { part: number; weights: ReadonlyMap<string, number> }[],
): [string, number][] {
  const sums = new Map<string, number>();
  for (const { part, weights } of read)
    for (const [word, weight] of weights) sums.set(word, (sums.get(word) ?? 0) + part * weight);
  const best = [...sums].sort(([, a], [, b]) => b - a).slice(0, WORDS);
  const most = best[0]?.[1] ?? 1;
  return best.map(([word, sum]) => [word, sum / most]);
}

/** What each term adds to the BM25 score of a passage. */
function weightsOf(
  terms: ReadonlyMap<string, number>,
  statistics: TermStatistics,
): Map<string, number> {
  let length = 0;
  for (const count of terms.values()) length += count;
  const { k1, b } = BM25;
  const norm = k1 * (1 - b + (b * length) / statistics.meanLength);
  const weights = new Map<string, number>();
  for (const [term, count] of terms)
    weights.set(term, (statistics.idf(term) * count * (k1 + 1)) / (count + norm));
  return weights;
}
