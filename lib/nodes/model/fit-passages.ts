import { countTokens } from "@/lib/grounding/text/count-tokens";
import type { Passage } from "@/lib/graph/values";
import { buildPrompt, type PromptParts } from "./prompt";

/** Tokens are estimated: this share of a window is counted on. */
const SURE = 0.85;

export interface Fitted {
  /** Those that are sent, in the order they came. */
  readonly passages: readonly Passage[];
  /** Estimated tokens of the whole prompt with them. */
  readonly tokens: number;
}

/**
 * The passages that fit into a model's context beside the rest of the prompt and the longest answer, best first; one that
 * is too long is left out and shorter ones behind it still count. A passage is sent whole or not at all.
 */
export function fitPassages(
  parts: PromptParts,
  { window, answer }: { window: number; answer: number },
): Fitted {
  const room = Math.floor(window * SURE) - answer;
  const sizeOf = (passages: readonly Passage[]) =>
    buildPrompt({ ...parts, passages }).reduce((sum, { content }) => sum + countTokens(content), 0);
  const whole = sizeOf(parts.passages);
  if (whole <= room) return { passages: parts.passages, tokens: whole };
  const bare = sizeOf([]);
  let tokens = bare;
  const passages = parts.passages.filter((passage) => {
    const own = sizeOf([passage]) - bare;
    if (tokens + own > room) return false;
    tokens += own;
    return true;
  });
  return { passages, tokens: passages.length === 0 ? bare : sizeOf(passages) };
}
