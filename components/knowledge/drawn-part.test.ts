import { describe, expect, it } from "vitest";
import { drawnPart, passageNames } from "./drawn-part";

const passage = (ordinal: number, [start = 0, end = 0]: number[], first: number | null = null) => ({
  ...{ ordinal, start, end, headings: [], text: "", tokens: 1 },
  ...{ page: null, sheet: null, cells: [], boxes: [] },
  parent: first === null ? null : { first, start: 0, end: 9 },
});
const view = (length: number) => ({
  text: "x".repeat(length),
  textStart: 0,
  structure: [{ kind: "heading" as const, level: 1, start: length - 1, end: length }],
});

describe("the drawn part", () => {
  it("is all of a short text", () => {
    const part = drawnPart(view(300), [passage(0, [0, 100]), passage(1, [90, 300])]);
    expect(part.view.text).toHaveLength(300);
    expect(part.passages).toHaveLength(2);
    expect(part.overlapping).toBe(true);
  });

  it("ends with a whole passage where the text goes on", () => {
    const all = Array.from({ length: 60 }, (_, at) => passage(at, [at * 1000, at * 1000 + 990]));
    const part = drawnPart(view(60_000), all);
    const last = part.passages.at(-1);
    expect(part.passages.length).toBeLessThan(60);
    expect(part.view.text).toHaveLength(last?.end ?? 0);
    expect(part.view.structure).toEqual([]);
    expect(part.overlapping).toBe(false);
  });

  it("shows the beginning of a text that is one passage", () => {
    const part = drawnPart(view(100_000), [passage(0, [0, 100_000])]);
    expect(part.passages).toEqual([]);
    expect(part.view.text).toHaveLength(40_000);
  });
});

describe("the names of passages", () => {
  it("count larger ones, and the searched ones within each", () => {
    const names = passageNames([
      passage(0, [0, 4], 0),
      passage(1, [4, 9], 0),
      passage(2, [9, 12]),
      passage(3, [12, 15], 3),
      passage(4, [15, 18], 3),
    ]);
    expect(names).toEqual(["1.1", "1.2", "2", "3.1", "3.2"]);
  });
});
