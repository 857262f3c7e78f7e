import { describe, expect, it } from "vitest";
import { NOTHING, toggled, withRange } from "./selection";

const ids = ["a", "b", "c", "d", "e"];

describe("a selection", () => {
  it("takes and gives single rows, and leaves the one before as it was", () => {
    const one = toggled(NOTHING, "a");
    expect([...one]).toEqual(["a"]);
    expect([...toggled(one, "a")]).toEqual([]);
    expect(NOTHING.size).toBe(0);
  });

  it("takes a range in either direction and keeps the rest", () => {
    const one = toggled(NOTHING, "e");
    expect([...withRange(one, { ids, from: 1, to: 2 })].sort()).toEqual(["b", "c", "e"]);
    expect([...withRange(one, { ids, from: 2, to: 0 })].sort()).toEqual(["a", "b", "c", "e"]);
  });
});
