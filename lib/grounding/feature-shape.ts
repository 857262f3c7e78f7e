import { ratio, sum } from "./arithmetic";
import { coverage, type Evidence, type Hit, type PassageEvidence } from "./evidence";
import { opposite } from "./text/related-words";
import { NEGATIONS } from "./text/stop-words";
import { tokenRange, windowSpan, type Window } from "./window";

/* How the matched words stand to each other: side by side, in one clause, in a sentence that denies them. */

/** Share of neighbouring content words of the question that stand near each other, in one sentence, in the passage. */
export function pairs(evidence: Evidence, passage: PassageEvidence): number {
  const { terms } = evidence.question;
  if (terms.length < 2) return coverage(evidence, passage.cover);
  const found = new Array<boolean>(terms.length - 1).fill(false);
  for (const a of passage.hits) {
    if (a.term >= terms.length - 1 || found[a.term]) continue;
    const reach = terms[a.term]?.kind === "cjk" ? 2 : 5;
    found[a.term] = passage.hits.some(
      (b) =>
        b.term === a.term + 1 && b.sentence === a.sentence && Math.abs(b.token - a.token) <= reach,
    );
  }
  const weightOf = (term: number) =>
    (evidence.weights[term] ?? 0) + (evidence.weights[term + 1] ?? 0);
  return ratio(
    sum(found.map((hit, term) => (hit ? weightOf(term) : 0))),
    sum(found.map((_, term) => weightOf(term))),
    0,
  );
}

/** How tightly the matched words stand in a window: matched distinct terms over the tokens they span. */
export function density(window: Window): number {
  const { from, to } = tokenRange(window);
  const at = window.passage.hits
    .filter((hit) => hit.token >= from && hit.token < to)
    .map((hit) => hit.token);
  if (at.length === 0) return 0;
  const matched = window.cover.filter((strength) => strength > 0).length;
  return Math.min(1, matched / (Math.max(...at) - Math.min(...at) + 1));
}

const DENIAL =
  /\b(?:not|never|no|cannot|unable|without|except|neither|nor|fail(?:s|ed)?|lack(?:s|ed)?|nobody|non)\b|n['’]t\b/i;

/** Signs that the best sentence says something else than was asked with the same words. */
export function contradictions(evidence: Evidence, window: Window) {
  const { question } = evidence;
  const { from, to } = tokenRange(window);
  const { start, end } = windowSpan(window);
  const tokens = window.passage.tokens.slice(from, to);
  const negated = tokens.some((token) => NEGATIONS.has(token.lower));
  const opposites = question.terms.filter(
    (term, index) =>
      (window.cover[index] ?? 0) < 1 && tokens.some((token) => opposite(term.term, token.term)),
  ).length;
  const text = window.passage.passage.text.slice(start, end);
  return {
    negation: Number(negated !== question.negated),
    opposites,
    denied: Number(DENIAL.test(question.text) && !DENIAL.test(text)),
  };
}

const CLAUSE_BREAK = /[,;:—–()，、；：]|\b(?:which|who|while|but|whereas|although|where)\b/;

/** Coverage by the best clause of one passage: a stretch between commas, brackets and joining words. */
function clauseOf(evidence: Evidence, passage: PassageEvidence): number {
  let best = 0;
  let cover = new Array<number>(evidence.weights.length).fill(0);
  let previous: Hit | undefined;
  const gapBreaks = (a: Hit, b: Hit) => {
    const from = passage.tokens[a.token]?.end ?? 0;
    const to = passage.tokens[b.token]?.start ?? 0;
    return CLAUSE_BREAK.test(passage.passage.text.slice(from, Math.max(from, to)));
  };
  for (const hit of passage.hits) {
    const breaks =
      previous &&
      (hit.sentence !== previous.sentence ||
        (hit.token !== previous.token && gapBreaks(previous, hit)));
    if (breaks) {
      best = Math.max(best, coverage(evidence, cover));
      cover = new Array<number>(evidence.weights.length).fill(0);
    }
    cover[hit.term] = Math.max(cover[hit.term] ?? 0, hit.strength);
    previous = hit;
  }
  return Math.max(best, coverage(evidence, cover));
}

/** Coverage by the best clause of any passage. */
export const bestClause = (evidence: Evidence): number =>
  Math.max(0, ...evidence.passages.map((passage) => clauseOf(evidence, passage)));

/** How often the passage repeats the question's words: coverage with each term counted on a log scale up to four. */
export function repetition(evidence: Evidence, passage: PassageEvidence): number {
  const counts = evidence.weights.map(() => 0);
  for (const hit of passage.hits)
    if (hit.strength === 1) counts[hit.term] = (counts[hit.term] ?? 0) + 1;
  return coverage(
    evidence,
    counts.map((count) => Math.min(1, Math.log(1 + count) / Math.log(5))),
  );
}
