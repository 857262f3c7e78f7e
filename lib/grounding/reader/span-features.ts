import { ratio } from "../arithmetic";
import { coverage, union, type Evidence, type Hit, type PassageEvidence } from "../evidence";
import { EVIDENCE } from "../text/answer-types";
import type { Token } from "../text/tokens";
import { tokenRange } from "../window";
import { spansOf, type Span } from "./spans";

/** What the ranker of spans sees, in this order. */
export const SPAN_FEATURES = [
  "rank",
  "sentence",
  "titled",
  "before",
  "passage",
  "near3",
  "near8",
  "clause",
  "fits",
  "misfits",
  "length",
  "repeats",
  "name",
  "number",
  "focusNear",
  "hitNear",
  "relationNear",
  "nameNear",
  "afterRelation",
  "afterAll",
  "missing",
  "again",
  "place",
  "asksWho",
  "asksWhen",
  "asksNumber",
  "asksWhat",
  "lastNear",
  "opens",
  "ordered",
  "tight",
  "introduced",
  "unnamed",
  "whoName",
  "whenNumber",
  "manyNumber",
  "whatPlain",
  "exact",
] as const;

/** A stretch that could be the answer, with what speaks for and against it. */
export interface Candidate extends Span {
  passage: PassageEvidence;
  sentence: number;
  x: number[];
}

/** Sentences read closely: those that cover most of the question. */
const SENTENCES = 12;
type Typed = "date" | "number" | "money" | "duration";

interface SentenceReading {
  passage: PassageEvidence;
  sentence: number;
  from: number;
  to: number;
  hits: readonly Hit[];
  /** Token indices, from `from`, where a clause begins. */
  clauses: readonly number[];
}

/** The sentences that share most with the question, headings counted in part. */
function closest(evidence: Evidence): { passage: PassageEvidence; sentence: number }[] {
  const scored: { passage: PassageEvidence; sentence: number; value: number }[] = [];
  for (const passage of evidence.passages) {
    const whole = coverage(evidence, union(passage.cover, passage.titleCover));
    passage.sentenceCover.forEach((cover, sentence) => {
      const near = passage.sentenceCover[sentence - 1] ?? cover;
      const own = coverage(evidence, cover);
      const value =
        own + 0.25 * coverage(evidence, union(cover, near)) + 0.4 * whole - 0.01 * passage.rank;
      if (value > 0) scored.push({ passage, sentence, value });
    });
  }
  return scored.sort((a, b) => b.value - a.value).slice(0, SENTENCES);
}

const CLAUSE_BREAK = /[,;:—–()，、；：]|\b(?:which|who|while|but|whereas|although|where|and)\b/;

function clauseStarts({ tokens, passage }: PassageEvidence, from: number, to: number): number[] {
  const starts: number[] = [];
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const token = tokens[at];
    const previous = tokens[at - 1];
    if (at > from && token && previous && token.start >= previous.end) {
      const gap = passage.text.slice(previous.end, token.start);
      if (CLAUSE_BREAK.test(gap) || (token.kind === "word" && CLAUSE_BREAK.test(token.lower)))
        number += 1;
    }
    starts.push(number);
  }
  return starts;
}

const fitted = (text: string, type: Typed) => {
  const pattern = EVIDENCE[type];
  pattern.lastIndex = 0;
  return pattern.test(text);
};

/** 1 when the span is of the kind asked for, -1 when it can't be, 0 when that can't be told. */
function fit(
  evidence: Evidence,
  { passage }: SentenceReading,
  span: Span & { isName: boolean; isNumber: boolean },
): number {
  const { type } = evidence.question;
  if (type === null || type === "reason" || type === "definition") return 0;
  if (type === "person" || type === "place") return span.isName ? 1 : span.isNumber ? -1 : -0.3;
  const { tokens } = passage;
  const start = tokens[Math.max(0, span.from - 1)]?.start ?? 0;
  const end = tokens[Math.min(tokens.length - 1, span.to)]?.end ?? 0;
  const text = passage.passage.text.slice(
    tokens[span.from]?.start ?? 0,
    tokens[span.to - 1]?.end ?? 0,
  );
  if (fitted(text, type)) return 1;
  return fitted(passage.passage.text.slice(start, end), type) ? 0.5 : -1;
}

/** What the question's words around a span amount to. */
function around(evidence: Evidence, { hits, clauses, from }: SentenceReading, span: Span) {
  const size = evidence.weights.length;
  const near3 = new Array<number>(size).fill(0);
  const near8 = new Array<number>(size).fill(0);
  const clause = new Array<number>(size).fill(0);
  const own = clauses[span.from - from];
  let hit = Infinity;
  let relation = Infinity;
  let name = Infinity;
  let focus = Infinity;
  let afterRelation = 0;
  let afterAll = 1;
  let last = Infinity;
  for (const { term, token, strength } of hits) {
    const distance =
      token < span.from ? span.from - token : token >= span.to ? token - span.to + 1 : 0;
    near3[term] = Math.max(near3[term] ?? 0, strength * Math.exp(-distance / 3));
    near8[term] = Math.max(near8[term] ?? 0, strength * Math.exp(-distance / 8));
    if (clauses[token - from] === own) clause[term] = Math.max(clause[term] ?? 0, strength);
    if (token >= span.from) afterAll = 0;
    if (distance === 0) continue;
    hit = Math.min(hit, distance);
    if (term === evidence.question.focus) focus = Math.min(focus, distance);
    const isName =
      evidence.isName[term] === true || evidence.question.terms[term]?.kind === "number";
    if (isName) name = Math.min(name, distance);
    else if (distance < relation) {
      relation = distance;
      afterRelation = token < span.from ? 1 : -1;
    }
    if (!isName && term === size - 1) last = Math.min(last, distance);
  }
  const closeness = (distance: number) => 1 / (1 + distance / 3);
  return {
    near3: coverage(evidence, near3),
    near8: coverage(evidence, near8),
    clause: coverage(evidence, clause),
    hitNear: closeness(hit),
    relationNear: closeness(relation),
    nameNear: closeness(name),
    focusNear: evidence.question.focus < 0 ? 0.5 : closeness(focus),
    lastNear: closeness(last),
    afterRelation,
    afterAll,
  };
}

function heaviestMissing(evidence: Evidence, cover: readonly number[]): number {
  let missing = 0;
  let heaviest = 0;
  evidence.weights.forEach((weight, term) => {
    heaviest = Math.max(heaviest, weight);
    missing = Math.max(missing, weight * (1 - (cover[term] ?? 0)));
  });
  return ratio(missing, heaviest, 0);
}

function sentenceValues(evidence: Evidence, reading: SentenceReading) {
  const { passage, sentence } = reading;
  const cover = passage.sentenceCover[sentence] ?? [];
  const titled = union(cover, passage.titleCover);
  const before = union(titled, passage.sentenceCover[sentence - 1] ?? cover);
  const { type } = evidence.question;
  return {
    rank: passage.rank,
    sentence: coverage(evidence, cover),
    titled: coverage(evidence, titled),
    before: coverage(evidence, before),
    passage: coverage(evidence, union(passage.cover, passage.titleCover)),
    missing: heaviestMissing(evidence, before),
    place: sentence / Math.max(1, passage.sentences.length - 1),
    asksWho: Number(type === "person" || type === "place"),
    asksWhen: Number(type === "date" || type === "duration"),
    asksNumber: Number(type === "number" || type === "money"),
    asksWhat: Number(type === null || type === "definition"),
  };
}

/** Words that lead to the kind of fact asked for. */
const LEADS: Partial<Record<NonNullable<Evidence["question"]["type"]>, RegExp>> = {
  date: /^(?:in|on|since|until|by|during|from|after|before|around|between|of|im|am|en|el|в)$/,
  place: /^(?:in|at|from|to|near|into|through|of|within|across|outside)$/,
  person: /^(?:by|with|from|mr|mrs|dr|president|king|queen|sir|of|to)$/,
  number:
    /^(?:about|approximately|nearly|over|around|some|than|to|of|by|least|only|roughly|almost)$/,
  duration: /^(?:for|over|about|within|after|of|than|least|every|nearly|to|until)$/,
};

/** How far the question's words keep their order in the sentence, and how close together they stand. */
function alignment(evidence: Evidence, { hits }: SentenceReading) {
  const places = new Map<number, number>();
  for (const { term, token } of hits) if (!places.has(term)) places.set(term, token);
  const order = [...places.keys()].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  let inOrder = 0;
  for (let at = 1; at < order.length; at += 1)
    inOrder += Number((order[at] ?? 0) > (order[at - 1] ?? 0));
  const tokens = [...places.values()];
  const exact = evidence.weights.map((_, term) =>
    Number(hits.some((hit) => hit.term === term && hit.strength === 1)),
  );
  return {
    ordered: order.length > 1 ? inOrder / (order.length - 1) : 0.5,
    tight: tokens.length > 1 ? tokens.length / (Math.max(...tokens) - Math.min(...tokens) + 1) : 0,
    exact: coverage(evidence, exact),
  };
}

const counted = new WeakMap<readonly Token[], ReadonlyMap<string, number>>();

/** How often each word stands in a passage. */
function termCounts({ tokens }: PassageEvidence): ReadonlyMap<string, number> {
  const known = counted.get(tokens);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const { term } of tokens) counts.set(term, (counts.get(term) ?? 0) + 1);
  counted.set(tokens, counts);
  return counts;
}

function candidatesIn(evidence: Evidence, reading: SentenceReading): Candidate[] {
  const { passage, sentence, from, to, hits } = reading;
  const { tokens, sentences } = passage;
  const strong = new Set(hits.filter(({ strength }) => strength >= 0.7).map(({ token }) => token));
  const shared = { ...sentenceValues(evidence, reading), ...alignment(evidence, reading) };
  const counts = termCounts(passage);
  const { type } = evidence.question;
  const leads = type ? LEADS[type] : undefined;
  return spansOf(passage, { from, to }, strong).map((span) => {
    let named = 0;
    let repeats = 0;
    let number = false;
    for (let at = span.from; at < span.to; at += 1) {
      const token = tokens[at];
      if (!token) continue;
      const opens = token.start === sentences[sentence]?.start && !tokens[at + 1]?.capital;
      named += Number(token.capital && !opens);
      number ||= token.kind === "number";
      repeats += Number(strong.has(at));
    }
    const again = counts.get(tokens[span.to - 1]?.term ?? "") ?? 0;
    const size = span.to - span.from;
    const fits = fit(evidence, reading, {
      ...span,
      isName: named / size >= 0.5,
      isNumber: number,
    });
    const values: Record<(typeof SPAN_FEATURES)[number], number> = {
      ...shared,
      ...around(evidence, reading, span),
      fits: Math.max(0, fits),
      misfits: Math.max(0, -fits),
      length: size,
      repeats: repeats / size,
      name: named / size,
      number: Number(number),
      again: Math.log(again + 1),
      opens: Number(span.from === from),
      introduced: leads ? Number(leads.test(tokens[span.from - 1]?.lower ?? "")) : 0,
      unnamed: shared.asksWho * Number(named === 0),
      whoName: shared.asksWho * (named / size),
      whenNumber: shared.asksWhen * Number(number),
      manyNumber: shared.asksNumber * Number(number),
      whatPlain: shared.asksWhat * Number(!number && named === 0),
    };
    return { passage, sentence, ...span, x: SPAN_FEATURES.map((name) => values[name]) };
  });
}

/** Every stretch of the closest sentences that could be the answer. */
export function findCandidates(evidence: Evidence): Candidate[] {
  return closest(evidence).flatMap(({ passage, sentence }) => {
    const { from, to } = tokenRange({ passage, first: sentence, last: sentence });
    const hits = passage.hits.filter((hit) => hit.sentence === sentence);
    const clauses = clauseStarts(passage, from, to);
    return candidatesIn(evidence, { passage, sentence, from, to, hits, clauses });
  });
}
