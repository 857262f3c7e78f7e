import { createHash } from "node:crypto";
import type { Passage } from "@/lib/graph/values";
import type { FoundPassage } from "@/lib/vector-stores/_contract/passage-store";
import { countTokens } from "@/lib/grounding/text/count-tokens";

/** Estimated tokens of the larger passages that are handed on at most. */
export const SURROUNDINGS_BUDGET = 6000;

/**
 * Puts the larger passage in the place of each that was found in one, the best first, as long as all of them together
 * keep to a budget; the others stay as they were found. Order and scores stay, and so do passages without a larger one.
 */
export function inSurroundings(
  found: readonly FoundPassage[],
  budget = SURROUNDINGS_BUDGET,
): Passage[] {
  let left = budget;
  return found.map(({ around, ...passage }) => {
    if (!around) return passage;
    const tokens = countTokens(around.text);
    if (tokens > left) return passage;
    left -= tokens;
    const textHash = createHash("sha256").update(around.text).digest("hex");
    const match = { start: passage.start, end: passage.end };
    return { ...passage, ...around, textHash, match };
  });
}
