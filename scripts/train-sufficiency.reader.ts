import { gatherEvidence } from "@/lib/grounding/evidence";
import type { ReaderModel } from "@/lib/grounding/model/reader";
import { findCandidates, SPAN_FEATURES } from "@/lib/grounding/reader/span-features";
import { spanText } from "@/lib/grounding/reader/spans";
import { tokenize } from "@/lib/grounding/text/tokens";
import type { Example } from "./train-sufficiency.data";
import { fitLogistic, scaleOf, type Row } from "./train-sufficiency.learn";

/** Of the stretches that are not the answer one in so many is kept, and counts for as many. */
const THINNED = 5;
const PENALTY = 10;
/** Overlap with a known answer (F1 of words) from which a stretch counts as it. */
const RIGHT = 0.5;
const ARTICLES = /^(?:the|an?)$/;

const words = (text: string) =>
  tokenize(text)
    .filter(({ lower }) => !ARTICLES.test(lower))
    .map(({ term }) => term);

function overlap(a: readonly string[], b: readonly string[]): number {
  const left = [...b];
  let shared = 0;
  for (const word of a) {
    const at = left.indexOf(word);
    if (at < 0) continue;
    shared += 1;
    left.splice(at, 1);
  }
  return shared === 0 ? 0 : (2 * shared) / (a.length + b.length);
}

/** What one question teaches the reader: its candidates, those right that lie in a gold document and match an answer. */
export function readerRows(example: Example): Row[] {
  const answers = example.answers.map(words);
  const rows = findCandidates(gatherEvidence(example)).map(({ passage, from, to, x }) => {
    const inGold = example.goldIds.includes(passage.passage.documentId);
    const own = inGold ? words(spanText(passage, { from, to })) : [];
    const y = Number(inGold && answers.some((answer) => overlap(own, answer) >= RIGHT));
    return { x, y, weight: 1 };
  });
  if (!rows.some(({ y }) => y === 1)) return [];
  return rows.flatMap((row, index) => {
    if (row.y === 1) return [row];
    return index % THINNED === 0 ? [{ ...row, weight: THINNED }] : [];
  });
}

/** Logistic regression that ranks stretches of text; its weights apply to the features as they are. */
export function fitReader(rows: readonly Row[]): ReaderModel {
  const { mean, deviation } = scaleOf(rows);
  const scaled = rows.map((row) => ({
    ...row,
    x: row.x.map((value, i) => (value - (mean[i] ?? 0)) / (deviation[i] ?? 1)),
  }));
  const beta = fitLogistic(scaled, PENALTY);
  const weights = SPAN_FEATURES.map((_, i) => (beta[i] ?? 0) / (deviation[i] ?? 1));
  const shift = weights.reduce((sum, weight, i) => sum + weight * (mean[i] ?? 0), 0);
  const round = (value: number) => Number(value.toFixed(5));
  return {
    features: [...SPAN_FEATURES],
    weights: weights.map(round),
    intercept: round((beta.at(-1) ?? 0) - shift),
  };
}
