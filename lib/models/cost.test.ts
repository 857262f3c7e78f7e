import { expect, it } from "vitest";
import { costOf } from "./cost";

const price = {
  ...{ input: 2, output: 8, cachedInput: 0.5, cacheWrite: 2.5 },
  longPrompt: { overTokens: 1000, input: 4, output: 12, cachedInput: 1 },
};

it.each([
  ["nothing", { inputTokens: 0, outputTokens: 0 }, 0],
  ["input and output", { inputTokens: 1000, outputTokens: 100 }, 0.0028],
  ["input from before", { inputTokens: 1000, outputTokens: 0, cachedInputTokens: 400 }, 0.0014],
  [
    "input from before and input kept",
    { inputTokens: 1000, outputTokens: 0, cachedInputTokens: 400, cacheWriteInputTokens: 100 },
    0.00145,
  ],
  ["a long prompt, all of it", { inputTokens: 1001, outputTokens: 100 }, 0.005204],
  [
    "more from before than there is",
    { inputTokens: 10, outputTokens: 0, cachedInputTokens: 99 },
    0.000005,
  ],
])("prices %s", (_, usage, dollars) => {
  expect(costOf(price, usage)).toBeCloseTo(dollars, 9);
});

it("asks the full price for input from before where no other is known", () => {
  const usage = { inputTokens: 100, outputTokens: 0, cachedInputTokens: 100 };
  expect(costOf({ input: 2, output: 8 }, usage)).toBeCloseTo(0.0002, 9);
});

it("prices searches of a service that counts those and no tokens", () => {
  const usage = { inputTokens: 5000, outputTokens: 0, searches: 2 };
  expect(costOf({ input: 0, output: 0, search: 0.002 }, usage)).toBeCloseTo(0.004, 9);
});
