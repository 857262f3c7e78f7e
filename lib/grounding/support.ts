import type { Passage } from "@/lib/graph/values";
import { agrees, Quote } from "./claim-check";
import { readClaim, type ReadClaim } from "./claim-facts";
import { coverage, gatherEvidence, type Evidence, type PassageEvidence } from "./evidence";
import { windowsOf, windowSpan } from "./window";

/** The stretch of a passage that backs a claim. Offsets are into the passage's text. */
export interface Support {
  passageIndex: number;
  start: number;
  end: number;
  /** 0..1, share of the claim's weight found in the stretch. */
  strength: number;
}

const MIN_SUPPORT = 0.55;
/** A longer stretch is quoted only when it adds this much. */
const WORTH_WIDENING = 0.12;
function bestSupport(
  evidence: Evidence,
  claim: ReadClaim,
  passage: PassageEvidence,
): Support | null {
  const quote = new Quote(claim, evidence.question.text, passage);
  if (quote.isMisquote()) return null;
  let best: (Support & { size: number }) | null = null;
  for (const size of [1, 2, 3]) {
    for (const window of windowsOf(evidence, passage, size)) {
      const titled = window.cover.map((own, term) => Math.max(own, passage.titleCover[term] ?? 0));
      const strength = 0.8 * window.coverage + 0.2 * coverage(evidence, titled);
      const needed = best ? best.strength + (size > best.size ? WORTH_WIDENING : 0) : MIN_SUPPORT;
      if (strength < needed || (best && strength === best.strength)) continue;
      if (!agrees(evidence, quote, { window, titled })) continue;
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
  const read = readClaim(evidence, claim);
  return evidence.passages
    .map((passage) => bestSupport(evidence, read, passage))
    .filter((support) => support !== null)
    .sort((a, b) => b.strength - a.strength || a.passageIndex - b.passageIndex);
}
