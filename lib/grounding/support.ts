import type { Passage } from "@/lib/graph/values";
import { coverage, gatherEvidence, type Evidence, type PassageEvidence } from "./evidence";
import { NEGATIONS } from "./text/stop-words";
import { tokenRange, windowsOf, windowSpan, type Window } from "./window";

/** The stretch of a passage that backs a claim. Offsets are into the passage's text. */
export interface Support {
  passageIndex: number;
  start: number;
  end: number;
  /** 0..1, share of the claim's weight found in the stretch. */
  strength: number;
}

const MIN_SUPPORT = 0.55;
const MIN_NAMES = 0.5;
/** A longer stretch is quoted only when it adds this much. */
const WORTH_WIDENING = 0.12;
const STRONG_NEGATIONS = new Set(
  [...NEGATIONS].filter((word) =>
    /^(?:no|not|never|none|nor|neither|nothing|cannot|without)$/.test(word),
  ),
);

function partOf(
  evidence: Evidence,
  cover: readonly number[],
  keep: (term: number) => boolean,
): number | null {
  let part = 0;
  let whole = 0;
  evidence.weights.forEach((weight, term) => {
    if (!keep(term)) return;
    whole += weight;
    part += weight * ((cover[term] ?? 0) >= 0.99 ? 1 : 0);
  });
  return whole > 0 ? part / whole : null;
}

/** Positions right after a negation, up to three tokens on. */
function negatedPositions(passage: PassageEvidence, from: number, to: number): Set<number> {
  const negated = new Set<number>();
  for (let i = from; i < to; i += 1) {
    const token = passage.tokens[i];
    const word = token?.lower ?? "";
    const contracted =
      token !== undefined && /n['’]t$/i.test(passage.passage.text.slice(token.start, token.end));
    if (STRONG_NEGATIONS.has(word) || contracted)
      for (let k = 0; k <= 3; k += 1) negated.add(i + k);
  }
  return negated;
}

/** True when the window says the opposite: a claim denies what the window states, or the other way round. */
function contradicts(evidence: Evidence, claimNegated: boolean, window: Window): boolean {
  const { from, to } = tokenRange(window);
  const negated = negatedPositions(window.passage, from, to);
  if (claimNegated) return negated.size === 0;
  if (negated.size === 0) return false;
  const hits = window.passage.hits.filter(
    (hit) => hit.token >= from && hit.token < to && hit.strength >= 0.99,
  );
  return evidence.question.terms.some((_, term) => {
    const own = hits.filter((hit) => hit.term === term);
    return own.length > 0 && own.every((hit) => negated.has(hit.token));
  });
}

/** True when every number of the claim, and at least half of its names, stand in the window. */
function holdsFacts(evidence: Evidence, window: Window, titled: readonly number[]): boolean {
  const isNumber = (term: number) => evidence.question.terms[term]?.kind === "number";
  const numbers = partOf(evidence, window.cover, isNumber);
  const names = partOf(
    evidence,
    titled,
    (term) => evidence.isName[term] === true && !isNumber(term),
  );
  return (numbers ?? 1) === 1 && (names ?? 1) >= MIN_NAMES;
}

function bestSupport(
  evidence: Evidence,
  claimNegated: boolean,
  passage: PassageEvidence,
): Support | null {
  let best: (Support & { size: number }) | null = null;
  for (const size of [1, 2, 3]) {
    for (const window of windowsOf(evidence, passage, size)) {
      const titled = window.cover.map((own, term) => Math.max(own, passage.titleCover[term] ?? 0));
      const strength = 0.8 * window.coverage + 0.2 * coverage(evidence, titled);
      const needed = best ? best.strength + (size > best.size ? WORTH_WIDENING : 0) : MIN_SUPPORT;
      if (strength < needed || (best && strength === best.strength)) continue;
      if (!holdsFacts(evidence, window, titled) || contradicts(evidence, claimNegated, window))
        continue;
      best = { passageIndex: passage.rank, ...windowSpan(window), strength, size };
    }
  }
  return best;
}

/**
 * For every passage the stretch that best backs the claim, strongest first; passages that do not back it are left
 * out. A claim without content words needs no support, and gets null.
 */
export function supportFor(claim: string, passages: readonly Passage[]): Support[] | null {
  const evidence = gatherEvidence({ question: claim, passages });
  if (evidence.question.terms.length === 0) return null;
  const negated = /\b(?:no|not|never|none|nor|neither|nothing|cannot|without)\b|n['’]t\b/i.test(
    claim,
  );
  return evidence.passages
    .map((passage) => bestSupport(evidence, negated, passage))
    .filter((support) => support !== null)
    .sort((a, b) => b.strength - a.strength || a.passageIndex - b.passageIndex);
}
