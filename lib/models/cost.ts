import type { ModelPrice } from "@/lib/providers/_contract/runtime";

/** Tokens of one call, and what else a service counts. */
export interface PricedUsage {
  /** All of it, what the service still had from before and what it keeps included. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens?: number | undefined;
  readonly cacheWriteInputTokens?: number | undefined;
  readonly searches?: number | undefined;
}

/** US dollars that one call costs. */
export function costOf(
  price: ModelPrice,
  {
    inputTokens,
    outputTokens,
    cachedInputTokens = 0,
    cacheWriteInputTokens = 0,
    searches = 0,
  }: PricedUsage,
): number {
  const { longPrompt, search = 0 } = price;
  const {
    input,
    output,
    cachedInput = input,
    cacheWrite = input,
  } = longPrompt && inputTokens > longPrompt.overTokens ? longPrompt : price;
  const cached = Math.min(cachedInputTokens, inputTokens);
  const written = Math.min(cacheWriteInputTokens, inputTokens - cached);
  const tokens =
    (inputTokens - cached - written) * input +
    cached * cachedInput +
    written * cacheWrite +
    outputTokens * output;
  return tokens / 1_000_000 + searches * search;
}
