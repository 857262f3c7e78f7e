import { describe, expect, it } from "vitest";
import { percentile, slope, timesOf } from "./statistics";

describe("percentile", () => {
  it.each([
    [0, 1],
    [0.5, 5],
    [0.95, 10],
    [1, 10],
  ])("at %d of ten values is %d", (share, expected) => {
    expect(percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share)).toBe(expected);
  });

  it("of one value is that value", () => {
    expect(percentile([7], 0.95)).toBe(7);
  });

  it("of nothing is an error, not a number", () => {
    expect(() => percentile([], 0.5)).toThrow("Nothing was measured.");
  });
});

describe("timesOf", () => {
  it("counts every round but those of the warm-up, one after the other", async () => {
    const rounds: number[] = [];
    let open = 0;
    const times = await timesOf({ rounds: 3, warmUp: 2 }, async (round) => {
      expect((open += 1)).toBe(1);
      await Promise.resolve();
      open -= 1;
      rounds.push(round);
    });
    expect(rounds).toEqual([0, 1, 2, 3, 4]);
    expect(times).toHaveLength(3);
  });
});

describe("slope", () => {
  it("is that of a line, with nothing to doubt", () => {
    expect(slope([0, 1, 2, 3].map((x) => [x, 5 + 2 * x]))).toEqual({ slope: 2, low: 2, high: 2 });
  });

  it("may be none where the points are scattered", () => {
    const { low, high } = slope([0, 1, 2, 3, 4, 5].map((x) => [x, x % 2]));
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });
});
