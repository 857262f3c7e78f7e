import { z } from "zod/mini";
import { SPAN_FEATURES } from "../reader/span-features";
import stored from "./reader.json" with { type: "json" };

const readerSchema = z.object({
  /** Names in the order of the weights; must be the present feature list. */
  features: z.array(z.string()),
  weights: z.array(z.number()),
  intercept: z.number(),
});
export type ReaderModel = z.infer<typeof readerSchema>;

const model: ReaderModel = readerSchema.parse(stored);

/** Log-odds that a stretch of text is the answer, by the stored model unless another is given. */
export function spanLogOdds(x: readonly number[], { weights, intercept } = model): number {
  let sum = intercept;
  for (let i = 0; i < SPAN_FEATURES.length; i += 1) sum += (weights[i] ?? 0) * (x[i] ?? 0);
  return sum;
}
