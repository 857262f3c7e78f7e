import type { Passage } from "@/lib/graph/values";
import { sufficiency } from "./sufficiency";

/** So many of the best are weighed: each costs a judgement of its own. */
const MOST_WEIGHED = 16;

/** What the score, 0..1, would be without one of the passages. */
export interface PassageWeight {
  readonly id: string;
  readonly without: number;
}

/**
 * How much the score of `sufficiency` rests on each passage: what it would be had that one not been found. The best
 * 16 are weighed, each by a judgement of its own: it is for explaining a decision, not for making one.
 */
export function weighPassages(question: string, passages: readonly Passage[]): PassageWeight[] {
  return passages.slice(0, MOST_WEIGHED).map(({ id }) => {
    const others = passages.filter((other) => other.id !== id);
    return { id, without: sufficiency({ question, passages: others }).score };
  });
}
