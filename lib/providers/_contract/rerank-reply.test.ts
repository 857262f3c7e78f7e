import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rerankReplySchema, scoresInOrder } from "./rerank-reply";

/** Scores with their indices, in any order. */
const reply = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 })
  .chain((scores) => {
    const rows = scores.map((score, index) => ({ index, relevance_score: score }));
    return fc.record({
      scores: fc.constant(scores),
      rows: fc.shuffledSubarray(rows, { minLength: rows.length }),
    });
  });

describe("a rerank reply", () => {
  it("gives the scores in the order of the texts, whichever service sent it", () => {
    fc.assert(
      fc.property(reply, fc.constantFrom("results", "data"), ({ scores, rows }, key) => {
        const parsed = rerankReplySchema.parse({ [key]: rows, model: "m", usage: {} });
        expect(scoresInOrder(parsed.scored, scores.length)).toEqual(scores);
      }),
    );
  });

  it("is refused when a text has no score, two, or is none of those sent", () => {
    fc.assert(
      fc.property(reply, ({ scores, rows }) => {
        expect(scoresInOrder(rows.slice(1), scores.length)).toBeNull();
        expect(
          scoresInOrder([...rows.slice(1), { index: 99, relevance_score: 1 }], scores.length),
        ).toBeNull();
        const [first] = rows;
        if (first && rows.length > 1)
          expect(scoresInOrder([first, ...rows.slice(0, -1)], scores.length)).toBeNull();
      }),
    );
  });
});
