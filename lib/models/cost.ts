import type { ModelPrice } from "@/lib/providers/_contract/runtime";

/** Tokens of one call. */
export interface PricedUsage {
  /** All of it, what the service still had from before included. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens?: number | undefined;
}

/** US dollars that one call costs. */
export function costOf(
  price: ModelPrice,
  { inputTokens, outputTokens, cachedInputTokens = 0 }: PricedUsage,
): number {
  const { longPrompt } = price;
  const {
    input,
    output,
    cachedInput = input,
  } = longPrompt && inputTokens > longPrompt.overTokens ? longPrompt : price;
  const cached = Math.min(cachedInputTokens, inputTokens);
  return (
    ((inputTokens - cached) * input + cached * cachedInput + outputTokens * output) / 1_000_000
  );
}
