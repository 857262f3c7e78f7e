import { ratio, sum } from "./arithmetic";
import { coverage, union, type Evidence, type PassageEvidence } from "./evidence";
import type { Features } from "./feature-names";
import { bestClause, contradictions, density, pairs, repetition } from "./feature-shape";
import { swapFeatures } from "./feature-swaps";
import type { ReaderModel } from "./model/reader";
import { readerFeatures } from "./reader/read-answer";
import {
  bestWindow,
  candidateDistance,
  candidates,
  tokenRange,
  windowsOf,
  type Window,
} from "./window";

/** Weighted coverage of the terms that `keep` selects; 1 when it selects none. */
function partly(
  evidence: Evidence,
  cover: readonly number[],
  keep: (term: number) => boolean,
): number {
  let part = 0;
  let whole = 0;
  evidence.weights.forEach((weight, term) => {
    if (!keep(term)) return;
    part += weight * (cover[term] ?? 0);
    whole += weight;
  });
  return ratio(part, whole, 1);
}

/** Weight of the heaviest term a cover vector lacks, over the heaviest of the question. */
function heaviestMissing(evidence: Evidence, cover: readonly number[]): number {
  let missing = 0;
  evidence.weights.forEach((weight, term) => {
    missing = Math.max(missing, weight * (1 - Math.min(1, (cover[term] ?? 0) * 1.25)));
  });
  return ratio(missing, Math.max(...evidence.weights, 0), 0);
}

const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

function coverFeatures(evidence: Evidence, best: PassageEvidence, windows: readonly Window[]) {
  const all = union(...evidence.passages.map((passage) => passage.cover));
  const perPassage = evidence.passages.map((passage) => coverage(evidence, passage.cover));
  const own = coverage(evidence, best.cover);
  const [one, two, three] = windows;
  const wide = three?.cover ?? [];
  const byWeight = evidence.weights
    .map((weight, term) => ({ weight, term }))
    .sort((a, b) => b.weight - a.weight);
  const strengthOf = (place: number, otherwise: number) => {
    const entry = byWeight[place];
    return entry ? (wide[entry.term] ?? 0) : otherwise;
  };
  const exact = coverage(
    evidence,
    best.cover.map((strength) => Number(strength === 1)),
  );
  return {
    union: coverage(evidence, all),
    passage: own,
    titled: coverage(evidence, union(best.cover, best.titleCover)),
    sentence: one?.coverage ?? 0,
    window2: two?.coverage ?? 0,
    window3: three?.coverage ?? 0,
    top: perPassage[0] ?? 0,
    runnerUp: Math.max(0, ...perPassage.filter((_, index) => index !== best.rank)),
    supporting: perPassage.filter((value) => value >= 0.6).length / 8,
    missingPassage: heaviestMissing(evidence, union(best.cover, best.titleCover)),
    missingUnion: heaviestMissing(evidence, all),
    missingWindow: heaviestMissing(evidence, wide),
    rarestWindow: strengthOf(0, 0),
    secondRarestWindow: strengthOf(1, 1),
    exact: ratio(exact, own, 0),
  };
}

/** Whether the question is in a script without spaces, and in one of those that is not Chinese, Japanese or Korean. */
function scriptFeatures({ question }: Evidence) {
  const unspaced = question.terms.filter(({ kind }) => kind === "cjk");
  const other = unspaced.some(({ term }) => !EAST_ASIAN.test(term));
  return { unspaced: Number(unspaced.length > 0), unspacedOther: Number(other) };
}

function termFeatures(evidence: Evidence, best: PassageEvidence, windows: readonly Window[]) {
  const { question, isName } = evidence;
  const [one, , three] = windows;
  const titled = union(best.cover, best.titleCover);
  const wide = union(three?.cover ?? [], best.titleCover);
  const name = (term: number) => isName[term] === true;
  const number = (term: number) => question.terms[term]?.kind === "number";
  const relation = (term: number) => !name(term) && !number(term);
  const has = (keep: (term: number) => boolean) =>
    Number(question.terms.some((_, term) => keep(term)));
  const all = union(...evidence.passages.map((passage) => passage.cover));
  return {
    names: partly(evidence, titled, name),
    hasNames: has(name),
    namesWindow: partly(evidence, wide, name),
    nameSplit: partly(evidence, all, name) - partly(evidence, titled, name),
    numbers: partly(evidence, titled, number),
    hasNumbers: has(number),
    numbersWindow: partly(evidence, wide, number),
    relation: partly(evidence, three?.cover ?? [], relation),
    relationSentence: partly(evidence, one?.cover ?? [], relation),
    hasRelation: has(relation),
    focus: question.focus < 0 ? 1 : (three?.cover[question.focus] ?? 0),
    hasFocus: Number(question.focus >= 0),
    terms: Math.log(1 + question.terms.length),
    weight: ratio(evidence.totalWeight, question.terms.length * 4, 0),
    ...scriptFeatures(evidence),
  };
}

function typeFeatures(evidence: Evidence, best: PassageEvidence, window: Window) {
  const { type } = evidence.question;
  const near = candidates(evidence, window, type);
  const [whole] = windowsOf(evidence, best, best.sentences.length);
  const anywhere = whole ? candidates(evidence, whole, type) : null;
  const distance = near ? candidateDistance(window, near) : null;
  return {
    typed: Number(near !== null),
    typePresent: Number(near !== null && near.length > 0),
    typeMissing: Number(near?.length === 0),
    typeNear: distance === null ? 0 : 1 / (1 + distance / 4),
    typePassage: Number(anywhere !== null && anywhere.length > 0),
  };
}

/** Stands for "neither" where ranked lists cannot be read. */
const NEUTRAL = 0.5;

/** Fewer keyword scores than this have no shape to read. */
const ENOUGH = 6;

/**
 * Shape of the ranked lists: only ratios and orders, since the scales belong to the store and the embedder. Neutral
 * for scripts without spaces, whose keyword lists are made of word parts and say little by their shape, and for lists
 * that are short because there are few documents.
 */
function listFeatures(evidence: Evidence, best: PassageEvidence, unspaced: boolean) {
  const keyword = evidence.passages.map(({ passage }) => passage.scores.keyword);
  const vector = evidence.passages.map(({ passage }) => passage.scores.vector);
  const known = keyword
    .filter((score): score is number => score !== null && score > 0)
    .sort((a, b) => b - a);
  const top = (scores: readonly (number | null)[]) => {
    const highest = Math.max(...scores.map((score) => score ?? -Infinity));
    return Number.isFinite(highest) ? scores.indexOf(highest) : -1;
  };
  const [first = 0, second = 0] = known;
  const both = top(keyword) >= 0 && top(vector) >= 0;
  const shapeless = unspaced || known.length < ENOUGH;
  return {
    keywordLead: shapeless ? NEUTRAL : 1 - second / first,
    keywordSpread: shapeless ? NEUTRAL : 1 - sum(known.slice(1)) / (known.length - 1) / first,
    keywordTopIsBest: shapeless ? NEUTRAL : Number(top(keyword) === best.rank),
    listsAgree: Number(both && top(keyword) === top(vector)),
    listsKnown: Number(both),
    bestRank: unspaced ? NEUTRAL : 1 / (1 + best.rank),
    count: evidence.passages.length / 8,
  };
}

function titleFeatures(evidence: Evidence, best: PassageEvidence) {
  const asked = new Set(evidence.question.terms.map((term) => term.term));
  const titleTerms = new Set(best.title.map((token) => token.term));
  const shared = [...titleTerms].filter((term) => asked.has(term)).length;
  return {
    title: coverage(evidence, best.titleCover),
    titleAsked: ratio(shared, titleTerms.size, 0),
  };
}

/** The passage that covers most of the question, headings counted in part; earlier ones win ties. */
export function bestPassage(evidence: Evidence): PassageEvidence | null {
  let best: PassageEvidence | null = null;
  let bestValue = -1;
  for (const passage of evidence.passages) {
    const own = coverage(evidence, passage.cover);
    const value =
      own +
      0.3 * (coverage(evidence, union(passage.cover, passage.titleCover)) - own) -
      0.01 * passage.rank;
    if (value > bestValue + 1e-9) [best, bestValue] = [passage, value];
  }
  return best;
}

/**
 * Features of a question with its passages; null when there is no passage or nothing to look for. Only training gives a
 * reader, one that has not seen the question.
 */
export function featuresOf(evidence: Evidence, reader?: ReaderModel): Features | null {
  const best = bestPassage(evidence);
  const one = bestWindow(evidence, 1);
  const two = bestWindow(evidence, 2);
  const three = bestWindow(evidence, 3);
  if (!best || !one || !two || !three || evidence.question.terms.length === 0) return null;
  const windows = [one, two, three];
  const { from, to } = tokenRange(two);
  const novel = Math.max(
    0,
    to - from - two.passage.hits.filter((hit) => hit.token >= from && hit.token < to).length,
  );
  const covers = coverFeatures(evidence, best, windows);
  const terms = termFeatures(evidence, best, windows);
  const together = pairs(evidence, best);
  return {
    ...covers,
    ...terms,
    ...typeFeatures(evidence, best, two),
    ...listFeatures(evidence, best, terms.unspaced === 1),
    ...titleFeatures(evidence, best),
    ...contradictions(evidence, one),
    ...swapFeatures(evidence, two),
    ...readerFeatures(evidence, reader),
    pairs: together,
    density: density(one),
    novel: Math.min(1, novel / 40),
    clause: bestClause(evidence),
    repeated: repetition(evidence, best),
    unspacedPassage: terms.unspaced * covers.passage,
    unspacedSentence: terms.unspaced * covers.sentence,
    unspacedPairs: terms.unspaced * together,
    unspacedMissing: terms.unspaced * covers.missingUnion,
  };
}
