import type { Passage } from "@/lib/graph/values";
import { answerSpans } from "./answer-spans";
import { coverage, gatherEvidence, union, type Evidence, type PassageEvidence } from "./evidence";
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
/** … and covers this much of the question that is not covered yet. */
const MIN_GAIN = 0.03;
const MAX_SENTENCES = 3;

const sentenceText = (passage: PassageEvidence, sentence: number) => {
  const span = passage.sentences[sentence];
  return span ? passage.passage.text.slice(span.start, span.end) : "";
};

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
    typeFit(evidence, window) -
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
      if (own > 0 || before > 0.3) scored.push(scoreSentence(evidence, passage, sentence));
    }
  }
  return scored.sort((a, b) => b.score - a.score);
}

/** Codes such as E06 in the question, as indices of its terms: letters and digits in one word. */
function codesOf({ question }: Evidence): number[] {
  return question.terms.flatMap(({ kind, term }, index) =>
    kind === "word" && /\p{Nd}/u.test(term) ? [index] : [],
  );
}

/**
 * Where the question names a code and a sentence holds it, only such sentences can answer: table rows about other
 * codes are alike in every other word. Prose may go on about the code in the next sentence without naming it again.
 */
function aboutCodes(evidence: Evidence, ranked: readonly ScoredSentence[]): ScoredSentence[] {
  const codes = codesOf(evidence);
  const holds = ({ sentenceCover }: PassageEvidence, sentence: number) =>
    codes.some((code) => sentenceCover[sentence]?.[code] === 1);
  const isRow = (passage: PassageEvidence, sentence: number) =>
    isLabelledRow(sentenceText(passage, sentence));
  const about = ranked.filter(
    ({ passage, sentence }) =>
      holds(passage, sentence) ||
      (holds(passage, sentence - 1) && ![sentence - 1, sentence].some((at) => isRow(passage, at))),
  );
  return about.length > 0 ? about : [...ranked];
}

/** The best sentence and those close to it that each cover something more of the question. */
function choose(evidence: Evidence, ranked: readonly ScoredSentence[]): ScoredSentence[] {
  const best = ranked[0];
  if (!best) return [];
  const chosen = [best];
  let covered = best.passage.sentenceCover[best.sentence] ?? [];
  for (const next of ranked.slice(1)) {
    if (chosen.length === MAX_SENTENCES || next.score < best.score * NEXT_SHARE) break;
    const together = union(covered, next.passage.sentenceCover[next.sentence] ?? covered);
    if (coverage(evidence, together) - coverage(evidence, covered) < MIN_GAIN) continue;
    chosen.push(next);
    covered = together;
  }
  return chosen;
}

/**
 * The sentences out of the passages that answer the question: the built-in "model", which can only quote. A table
 * row comes with its header, a list item with the line that introduces the list. Null when nothing fits.
 */
export function extractAnswer(input: {
  question: string;
  passages: readonly Passage[];
}): ExtractedAnswer | null {
  const evidence = gatherEvidence(input);
  const ranked = aboutCodes(evidence, rankSentences(evidence));
  const best = ranked[0];
  if (!best || best.score < MIN_SCORE || coverage(evidence, best.passage.cover) < MIN_COVERAGE)
    return null;
  const chosen = choose(evidence, ranked);
  return { sentences: answerSpans(chosen), confidence: Math.max(0, Math.min(1, best.score)) };
}
