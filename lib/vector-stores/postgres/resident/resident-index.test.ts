import { describe, expect, it } from "vitest";
import { ResidentIndex } from "./resident-index";

/** The same "random" numbers in every run, about normally distributed. */
function numbers(count: number, seed: number): Float32Array {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Float32Array.from({ length: count }, () => next() + next() + next() + next() - 2);
}

const cosine = (a: readonly number[], b: Float32Array) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0) / Math.hypot(...a) / Math.hypot(...b);

function filled(dimension: number, rows: number) {
  const values = numbers(rows * dimension, dimension);
  const index = new ResidentIndex(dimension);
  index.put(
    Array.from({ length: rows }, (_, row) => `p${String(row)}`),
    values,
  );
  const exact = (vector: readonly number[], count: number) =>
    Array.from({ length: rows }, (_, row) => ({
      id: `p${String(row)}`,
      score: cosine(vector, values.subarray(row * dimension, (row + 1) * dimension)),
    }))
      .sort((a, b) => b.score - a.score)
      .slice(0, count)
      .map(({ id }) => id);
  return { index, exact };
}

describe("vectors in memory", () => {
  it.each([3, 16, 100, 384, 1536, 3072])("finds the nearest of %i dimensions", (dimension) => {
    const { index, exact } = filled(dimension, 300);
    let shared = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const vector = [...numbers(dimension, seed * 7919)];
      const found = new Set(index.nearest(vector, 12));
      shared += exact(vector, 10).filter((id) => found.has(id)).length;
    }
    expect(shared / 200).toBeGreaterThanOrEqual(0.98);
  });

  it("gives the best first, all of them when so many are wanted", () => {
    const { index, exact } = filled(32, 9_000);
    const vector = [...numbers(32, 5)];
    expect(index.nearest(vector, 1)).toEqual(exact(vector, 1));
    expect(new Set(index.nearest(vector, 10_000)).size).toBe(9_000);
    expect(index.nearest(vector, 0)).toEqual([]);
  });

  it("compares angles, not lengths, and takes any scale", () => {
    const index = new ResidentIndex(2);
    index.put(["long", "near", "none"], Float32Array.of(3000, 3000, 0.001, 0.0002, 0, 0));
    expect(index.nearest([1e-6, 0], 3)).toEqual(["near", "long", "none"]);
    expect(index.nearest([0, 1e6], 1)).toEqual(["long"]);
  });

  it("replaces the vector of an id", () => {
    const index = new ResidentIndex(2);
    index.put(["a", "b"], Float32Array.of(1, 0, 0, 1));
    index.put(["a"], Float32Array.of(-1, 0));
    expect(index.size).toBe(2);
    expect(index.nearest([1, 0], 1)).toEqual(["b"]);
  });

  it("keeps sums in range when all numbers are as large as they can be", () => {
    const dimension = 4096;
    const index = new ResidentIndex(dimension);
    index.put(["same", "other"], new Float32Array(2 * dimension).fill(1).fill(-1, dimension));
    expect(index.nearest(new Array<number>(dimension).fill(1), 2)).toEqual(["same", "other"]);
  });
});
