import { ratio } from "./arithmetic";
import { union, type Evidence, type Hit } from "./evidence";
import { STOP_WORDS } from "./text/stop-words";
import { tokenize } from "./text/tokens";
import { tokenRange, type Window } from "./window";

/* Signs that a passage says something alike of something else: what stands where a word of the question should. */

/** Words that single out one thing or all of them; a statement without the same word is about others. */
const SINGLES_OUT =
  /^(?:most|least|first|second|third|fourth|fifth|last|only|never|always|all|every|none|no|best|worst|largest|biggest|smallest|highest|lowest|longest|shortest|oldest|youngest|earliest|latest|greatest|fewest|main|primary|sole|both|entire|whole|original|final|initial|next|previous|\w{3,}iest)$/;

const singlingWords = (text: string) =>
  tokenize(text)
    .filter(({ lower }) => SINGLES_OUT.test(lower))
    .map(({ lower }) => lower);

/** Words of the question that single something out, how many of them the window lacks, as a share and whether any does. */
function singling(evidence: Evidence, window: Window) {
  const asked = singlingWords(evidence.question.text);
  const { from, to } = tokenRange(window);
  const held = new Set(window.passage.tokens.slice(from, to).map(({ lower }) => lower));
  const lacking = asked.filter((word) => !held.has(word)).length;
  return { singled: Number(asked.length > 0), singledMissing: ratio(lacking, asked.length, 0) };
}

/**
 * Share of the question's missing words in whose place the window has another one: between (or beside) the words that
 * are their neighbours in the question. "Killer B cells" asked of a text on "killer T cells".
 */
function substitution(evidence: Evidence, window: Window): number {
  const { terms } = evidence.question;
  const { from, to } = tokenRange(window);
  const byTerm = new Map<number, Hit[]>();
  for (const hit of window.passage.hits) {
    if (hit.token < from || hit.token >= to) continue;
    byTerm.set(hit.term, [...(byTerm.get(hit.term) ?? []), hit]);
  }
  const { tokens } = window.passage;
  const isOther = (at: number) => {
    const token = tokens[at];
    if (!token || at < from || at >= to) return false;
    if (token.kind === "word" && STOP_WORDS.has(token.lower)) return false;
    return !window.passage.hits.some((hit) => hit.token === at);
  };
  let found = 0;
  let whole = 0;
  terms.forEach((term, index) => {
    whole += evidence.weights[index] ?? 0;
    if ((window.cover[index] ?? 0) > 0.5 || (window.passage.titleCover[index] ?? 0) > 0.5) return;
    const after = terms[index + 1];
    const before = terms[index - 1];
    // Side by side in the question itself, up to one little word.
    const joinedAfter = after && after.start - term.end <= 5;
    const joinedBefore = before && term.start - before.end <= 5;
    const swappedAfter =
      joinedAfter && (byTerm.get(index + 1) ?? []).some(({ token }) => isOther(token - 1));
    const swappedBefore =
      joinedBefore && (byTerm.get(index - 1) ?? []).some(({ token }) => isOther(token + 1));
    if (swappedAfter || swappedBefore) found += evidence.weights[index] ?? 0;
  });
  return ratio(found, whole, 0);
}

/** Numbers of the question that the window lacks while it has others of the same length. */
function numberSwap(evidence: Evidence, window: Window): number {
  const { from, to } = tokenRange(window);
  const numbers = window.passage.tokens.slice(from, to).filter(({ kind }) => kind === "number");
  const swapped = evidence.question.terms.some(
    ({ kind, term }, index) =>
      kind === "number" &&
      (window.cover[index] ?? 0) === 0 &&
      numbers.some((other) => other.term !== term && other.term.length === term.length),
  );
  return Number(swapped);
}

/** Counts of missing words, by what they are; of scripts without spaces none, since one word is several units there. */
function missingCounts(evidence: Evidence, window: Window) {
  const { passage } = window;
  const inPassage = union(passage.cover, passage.titleCover);
  const inWindow = union(window.cover, passage.titleCover);
  let names = 0;
  let relations = 0;
  let heaviestRelation = 0;
  let near = 0;
  let rare = 0;
  evidence.question.terms.forEach(({ kind }, term) => {
    if (kind === "cjk") return;
    const isName = evidence.isName[term] === true || kind === "number";
    const weight = evidence.weights[term] ?? 0;
    if ((inWindow[term] ?? 0) < 0.5) near += 1;
    if ((inPassage[term] ?? 0) >= 0.5) return;
    if (isName) names += 1;
    else {
      relations += 1;
      heaviestRelation = Math.max(heaviestRelation, weight / 4);
    }
    if (weight >= 3) rare += 1;
  });
  const some = (count: number) => Math.min(1, count / 3);
  return {
    missingNames: some(names),
    missingRelations: some(relations),
    missingRare: some(rare),
    missingNear: some(near),
    heaviestRelation,
  };
}

export function swapFeatures(evidence: Evidence, window: Window) {
  return {
    ...singling(evidence, window),
    ...missingCounts(evidence, window),
    substituted: substitution(evidence, window),
    numberSwap: numberSwap(evidence, window),
  };
}
