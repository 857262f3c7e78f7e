import { describe, expect, it } from "vitest";
import { isProviderType } from "../catalog";
import { PRICE_LIST, PRICES_AS_OF } from "./price-list";
import { costOf, listPriceOf } from "./price-of";

describe("the price list", () => {
  it("is of a day, for providers there are, each model once, and nothing is negative", () => {
    expect(Date.parse(PRICES_AS_OF)).toBeLessThan(Date.now());
    for (const [provider, models] of Object.entries(PRICE_LIST)) {
      if (provider !== "anthropic") expect(isProviderType(provider)).toBe(true);
      expect(new Set(models.map(([start]) => start)).size).toBe(models.length);
      for (const [, input, output] of models)
        expect(Math.min(input, output)).toBeGreaterThanOrEqual(0);
    }
  });

  it.each([
    ["openai", "gpt-4o", 2.5],
    ["openai", "gpt-4o-2024-08-06", 2.5],
    ["openai", "gpt-4o-mini", 0.15],
    ["openai", "gpt-4o-mini-2024-07-18", 0.15],
    ["mistral", "mistral-small-latest", 0.1],
    ["anthropic", "claude-sonnet-4-20250514", 3],
  ])("%s %s", (provider, model, input) => {
    expect(listPriceOf(provider, model)?.input).toBe(input);
  });

  it.each([
    ["openai", "gpt-4o-audio-preview"],
    ["openai", "ft:gpt-4o-mini-2024-07-18:acme::abc"],
    ["openai", "gpt-9"],
    ["openai-compatible", "gpt-4o"],
    ["toString", "gpt-4o"],
  ])("knows no price of %s %s", (provider, model) => {
    expect(listPriceOf(provider, model)).toBeNull();
  });
});

it("is counted by the million tokens", () => {
  const usage = { inputTokens: 2_000_000, outputTokens: 500_000 };
  expect(costOf({ input: 2.5, output: 10 }, usage)).toBe(10);
});
