import { describe, expect, it } from "vitest";
import { auc, fitLogistic, sigmoid, type Row } from "./train-sufficiency.learn";

const rows: Row[] = Array.from({ length: 400 }, (_, i) => {
  const x = [(i % 20) / 10 - 1, ((i * 7) % 11) / 5 - 1];
  return { x, y: Number(2 * (x[0] ?? 0) + 0.2 * (x[1] ?? 0) > 0), weight: 1 };
});

describe("auc", () => {
  it("is 1 for a perfect order, 0 for the reverse, a half for ties", () => {
    expect(auc([3, 4], [1, 2])).toBe(1);
    expect(auc([1, 2], [3, 4])).toBe(0);
    expect(auc([1, 1], [1, 1])).toBe(0.5);
    expect(auc([2, 0], [1])).toBe(0.5);
  });
  it("ends when a score is not a number", () => expect(auc([NaN, NaN], [NaN])).toBeDefined());
});

describe("fitLogistic", () => {
  it("recovers which feature matters and in which direction", () => {
    const [first = 0, second = 0] = fitLogistic(rows, 1);
    expect(first).toBeGreaterThan(1);
    expect(Math.abs(second)).toBeLessThan(first);
  });
  it("shrinks under a penalty and finds the base rate without features", () => {
    expect(Math.abs(fitLogistic(rows, 100)[0] ?? 9)).toBeLessThan(fitLogistic(rows, 1)[0] ?? 0);
    const quarter = [0, 0, 0, 1].map((y) => ({ x: [], y, weight: 1 }));
    expect(sigmoid(fitLogistic(quarter, 0)[0] ?? 0)).toBeCloseTo(0.25, 4);
  });
});
