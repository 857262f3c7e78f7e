import type { Passage } from "@/lib/graph/values";
import { answerSpans } from "./answer-spans";
import { aboutCodes, lacksCode } from "./codes";
import {
  coverage,
  gatherEvidence,
  instructionIn,
  union,
  type Evidence,
  type PassageEvidence,
} from "./evidence";
import { findInstructions } from "./instructions";
import { isLabelledRow } from "./text/sentences";
import { candidateDistance, candidates, tokenRange, type Window } from "./window";

/** A stretch of `passages[passageIndex].text`; `text` is exactly its slice from `start` to `end`. */
export interface AnswerSentence {
  passageIndex: number;
  start: number;
  end: number;
  text: string;
}

export interface ExtractedAnswer {
  /** One to three, in reading order within a passage, the passage of the best sentence first. */
  sentences: AnswerSentence[];
  /** 0..1: how well the best sentence fits the question. Not calibrated; `sufficiency` is what routers compare. */
  confidence: number;
}

/** A sentence with how well it answers. */
export interface ScoredSentence {
  passage: PassageEvidence;
  sentence: number;
  score: number;
  coverage: number;
}

const MIN_COVERAGE = 0.12;
const MIN_SCORE = 0.25;
/** A further sentence is quoted when it comes this close to the best one. */
const NEXT_SHARE = 0.82;
/** … and covers this much of the question that is not covered yet, … */
const MIN_GAIN = 0.03;
/** … or, in prose of another passage, comes so close that nothing tells which of the two answers. */
const TIE_SHARE = 0.93;
const MAX_SENTENCES = 3;

const sentenceText = (passage: PassageEvidence, sentence: number) => {
  const span = passage.sentences[sentence];
  return span ? passage.passage.text.slice(span.start, span.end) : "";
};

/** Rewards a percentage where one is asked for; numbers of any other kind are no answer then. */
function percentFit(evidence: Evidence, text: string): number {
  if (!/\bpercent(?:age)?\b|\bper cent\b/i.test(evidence.question.text)) return 0;
  return /\p{Nd} ?%|\bper ?cent/iu.test(text) ? 0.15 : -0.1;
}

/** Rewards a fact of the kind asked for, more so close to the words of the question. */
function typeFit(evidence: Evidence, window: Window): number {
  const found = candidates(evidence, window, evidence.question.type);
  if (found === null) return 0;
  if (found.length === 0) return -0.18;
  const distance = candidateDistance(window, found);
  return distance === null ? 0.05 : 0.1 + 0.15 / (1 + distance / 4);
}

/** Neighbouring question words that stand together in the sentence, as a share of the question. */
function together(evidence: Evidence, passage: PassageEvidence, sentence: number): number {
  const hits = passage.hits.filter((hit) => hit.sentence === sentence);
  const size = evidence.question.terms.length - 1;
  if (size < 1) return 0;
  let found = 0;
  for (let term = 0; term < size; term += 1) {
    const near = hits.some(
      (a) =>
        a.term === term &&
        hits.some((b) => b.term === term + 1 && Math.abs(b.token - a.token) <= 5),
    );
    if (near) found += 1;
  }
  return found / size;
}

function scoreSentence(
  evidence: Evidence,
  passage: PassageEvidence,
  sentence: number,
): ScoredSentence {
  const cover = passage.sentenceCover[sentence] ?? [];
  const own = coverage(evidence, cover);
  const window: Window = { passage, first: sentence, last: sentence, cover, coverage: own };
  const near = union(
    cover,
    passage.sentenceCover[sentence - 1] ?? cover,
    passage.sentenceCover[sentence + 1] ?? cover,
  );
  const wide = union(passage.cover, passage.titleCover);
  const { from, to } = tokenRange(window);
  const asked = passage.hits.filter((hit) => hit.sentence === sentence).length;
  const fresh = to - from - asked;
  const text = sentenceText(passage, sentence);
  const score =
    0.55 * own +
    0.15 * coverage(evidence, near) +
    0.25 * coverage(evidence, wide) +
    0.12 * together(evidence, passage, sentence) +
    typeFit(evidence, window) +
    percentFit(evidence, text) -
    0.012 * passage.rank -
    (text.endsWith("?") ? 0.25 : 0) -
    (fresh < 3 ? 0.15 : 0);
  return { passage, sentence, score, coverage: own };
}

/** All sentences that share at least one word with the question, best first. */
export function rankSentences(evidence: Evidence): ScoredSentence[] {
  const scored: ScoredSentence[] = [];
  for (const passage of evidence.passages) {
    for (let sentence = 0; sentence < passage.sentences.length; sentence += 1) {
      const own = coverage(evidence, passage.sentenceCover[sentence] ?? []);
      const before = coverage(evidence, passage.sentenceCover[sentence - 1] ?? []);
      if (own === 0 && before <= 0.3) continue;
      if (instructionIn(passage, sentence) !== null) continue;
      scored.push(scoreSentence(evidence, passage, sentence));
    }
  }
  return scored.sort((a, b) => b.score - a.score);
}

const coverOf = ({ passage, sentence }: ScoredSentence) => passage.sentenceCover[sentence] ?? [];

const areRows = (...found: readonly ScoredSentence[]) =>
  found.every(({ passage, sentence }) => isLabelledRow(sentenceText(passage, sentence)));

/** True when `together` covers a name, number or code more: what tells one row of a table from the others. */
const addsFact = (evidence: Evidence, covered: readonly number[], together: readonly number[]) =>
  evidence.question.terms.some(
    ({ term }, index) =>
      (evidence.isName[index] === true || /\p{Nd}/u.test(term)) &&
      (together[index] ?? 0) > (covered[index] ?? 0),
  );

/** Whether a sentence close to the best one belongs in the answer beside what is `covered` already. */
function belongs(
  evidence: Evidence,
  { best, next, covered }: { best: ScoredSentence; next: ScoredSentence; covered: number[] },
): boolean {
  const together = union(covered, coverOf(next));
  const gains = coverage(evidence, together) - coverage(evidence, covered) >= MIN_GAIN;
  if (areRows(best, next)) return gains && addsFact(evidence, covered, together);
  return gains || (next.passage !== best.passage && next.score >= best.score * TIE_SHARE);
}

/** The best sentence and those close to it that each add to the answer. */
function choose(evidence: Evidence, ranked: readonly ScoredSentence[]): ScoredSentence[] {
  const best = ranked[0];
  if (!best) return [];
  const chosen = [best];
  let covered = coverOf(best);
  for (const next of ranked.slice(1)) {
    if (chosen.length === MAX_SENTENCES || next.score < best.score * NEXT_SHARE) break;
    if (!belongs(evidence, { best, next, covered })) continue;
    chosen.push(next);
    covered = union(covered, coverOf(next));
  }
  return chosen;
}

/**
 * The sentences out of the passages that answer the question: the built-in "model", which can only quote. A table
 * row comes with its header, a list item with the line that introduces the list. Sentences that speak to an assistant
 * are never quoted. Null when nothing fits.
 */
export function extractAnswer(input: {
  question: string;
  passages: readonly Passage[];
}): ExtractedAnswer | null {
  const evidence = gatherEvidence(input);
  if (lacksCode(evidence)) return null;
  const ranked = aboutCodes(evidence, rankSentences(evidence));
  const best = ranked[0];
  if (!best || best.score < MIN_SCORE || coverage(evidence, best.passage.cover) < MIN_COVERAGE)
    return null;
  const chosen = choose(evidence, ranked);
  const sentences = answerSpans(chosen).filter(({ text }) => findInstructions(text).length === 0);
  if (sentences.length === 0) return null;
  return { sentences, confidence: Math.max(0, Math.min(1, best.score)) };
}
