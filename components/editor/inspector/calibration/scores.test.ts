import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { misjudged, stackedRows } from "./scores";

describe("misjudged", () => {
  it("names those on the wrong side", () => {
    const questions = [
      { question: "a", answerable: true, score: 0.9, without: null },
      { question: "b", answerable: true, score: 0.5, without: null },
      { question: "c", answerable: false, score: 0.5, without: null },
      { question: "d", answerable: false, score: 0.1, without: null },
    ];
    expect(misjudged(0.5, questions).map(({ question }) => question)).toEqual(["c"]);
    expect(misjudged(0.95, questions).map(({ question }) => question)).toEqual(["a", "b"]);
  });
});

describe("stackedRows", () => {
  it("never puts two dots over each other", () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(scores, (all) => {
        const rows = stackedRows(all, 0.04);
        all.forEach((score, index) =>
          all.slice(0, index).forEach((other, before) => {
            const covers = Math.abs(score - other) < 0.04 && rows[index] === rows[before];
            expect(covers).toBe(false);
          }),
        );
      }),
    );
  });
});
