import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchedWords, matchesOf } from "./matches";

const marked = (question: string, text: string) =>
  matchesOf(question, text).map(({ start, end }) => text.slice(start, end));

describe("matches", () => {
  it("are the question's words in whatever form, without function words", () => {
    expect(marked("When do the lifts stop?", "The lift stops when all are out.")).toEqual([
      "lift",
      "stops",
    ]);
    expect(marked("Is it the one?", "It is the one.")).toEqual([]);
  });

  it("are whole stretches in scripts without spaces", () => {
    expect(marked("駐車場は何時に閉まりますか", "地下の駐車場は九時に閉まります。")[0]).toContain(
      "駐車場",
    );
  });

  it("lie in the text, in order, apart from each other", () => {
    const words = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(words, words, fc.lorem({ maxCount: 8 }), (question, text, lorem) => {
        let end = 0;
        const whole = `${text} ${lorem}`;
        for (const match of matchesOf(`${question} ${lorem}`, whole)) {
          expect(match.start).toBeGreaterThanOrEqual(end);
          expect(match.end).toBeGreaterThan(match.start);
          end = match.end;
        }
        expect(end).toBeLessThanOrEqual(whole.length);
      }),
    );
  });

  it("say of each word once whether it is there", () => {
    expect(matchedWords("Lift or lifts, whale?", ["The lift."])).toEqual([
      { word: "Lift", found: true },
      { word: "whale", found: false },
    ]);
  });
});
