import { z } from "zod/mini";
import type { Judgement, Passage } from "@/lib/graph/values";
import { objectIn, quoteStandsIn } from "./model-reply";

const MAX_MISSING = 300;
const replySchema = z.object({
  sufficient: z.boolean(),
  missing: z._default(z.string(), ""),
  quotes: z._default(z.array(z.string()), []),
});

/**
 * What a model said of the passages, from a reply that holds a JSON object with `sufficient`, `missing` and `quotes`. A
 * quote counts when it stands in a passage, up to white space and case. Null for a reply that holds no such object.
 */
export function readJudgement(reply: string, passages: readonly Passage[]): Judgement | null {
  const parsed = replySchema.safeParse(objectIn(reply));
  if (!parsed.success) return null;
  const { sufficient, missing, quotes } = parsed.data;
  const proved = passages.some(({ text }) => quotes.some(quoteStandsIn(text)));
  return { sufficient, proved, missing: missing.slice(0, MAX_MISSING) };
}

/**
 * How much more likely each verdict of a model is when the passages suffice than when they don't. Assumed, not
 * measured: no model runs where the scorer is trained. A router is calibrated on a person's own questions with the
 * model that judges there, which corrects the threshold for whatever these are wrong by.
 */
const LIKELIHOOD = { proved: 8, unproved: 2, insufficient: 1 / 8 } as const;

/** The calibrated score with a model's verdict as one more piece of evidence, 0..1; keeps the order of scores. */
export function withJudgement(score: number, { sufficient, proved }: Judgement): number {
  const ratio = LIKELIHOOD[sufficient ? (proved ? "proved" : "unproved") : "insufficient"];
  // Written so that each rounded step rises with the score, and never rounds past it: score * ratio + (1 - score) may.
  const moved = 1 / (1 + (1 / score - 1) / ratio);
  return ratio >= 1 ? Math.max(score, moved) : Math.min(score, moved);
}
