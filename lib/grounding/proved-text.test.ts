import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { citeAnswer } from "./citations";
import { ProvedStream, withoutSpans } from "./proved-text";
import { HANDBOOK } from "./testing/passages";

const BACKED = [
  "Parental leave lasts 16 weeks at full pay [2].",
  "A stolen laptop must be reported within 24 hours. [1]",
  "- Parental leave lasts 16 weeks at full pay [2].",
];
const MADE_UP = [
  "Zebras graze on the Serengeti plains at dawn.",
  "- Employees may bring dogs on Fridays [1].",
  "Employees who work full time receive 38 days of paid holiday each year [1].",
];
const WORDS = /Zebras|dogs|38 days/;

/** An answer of sentences on lines or in a row, and where it is cut while it arrives. */
const answer = fc.record({
  sentences: fc.array(fc.constantFrom(...BACKED, ...MADE_UP), { minLength: 1, maxLength: 6 }),
  glue: fc.constantFrom(" ", "\n", "\n\n"),
  cuts: fc.array(fc.nat(400), { maxLength: 12 }),
});

function streamed(text: string, cuts: readonly number[]): { shown: string[]; whole: string } {
  const stream = new ProvedStream(HANDBOOK);
  const shown = [...cuts, text.length]
    .sort((a, b) => a - b)
    .map((end) => stream.pass(text.slice(0, end)).text);
  shown.push(stream.show(stream.cite(text)).text);
  return { shown, whole: shown.join("") };
}

describe("an answer that is shown as far as it is proved", () => {
  it("never shows what nothing backs, however it arrives, and in the end all that is proved", () => {
    fc.assert(
      fc.property(answer, ({ sentences, glue, cuts }) => {
        const text = sentences.join(glue);
        const { shown, whole } = streamed(text, cuts);
        for (const piece of shown) expect(piece).not.toMatch(WORDS);
        const { text: cited, unsupported } = citeAnswer({ text, passages: HANDBOOK });
        expect(whole).toBe(withoutSpans(cited, unsupported));
      }),
      { numRuns: 60 },
    );
  });

  it("shows a sentence, with its citation, as soon as the next one has begun", () => {
    const stream = new ProvedStream(HANDBOOK);
    const first = "Parental leave lasts 16 weeks at full pay. [2]";
    expect(stream.pass(first).text).toBe("");
    const news = stream.pass(`${first} A stolen`);
    expect(news.text).toBe("Parental leave lasts 16 weeks at full pay. [1]");
    expect(news.citations).toMatchObject([{ number: 1, passageId: "passage-1" }]);
    expect(stream.pass(`${first} A stolen laptop`)).toEqual({ text: "", citations: [] });
  });
});

describe("withoutSpans", () => {
  const cut = (text: string, ...parts: string[]) =>
    withoutSpans(
      text,
      parts.map((part) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length })),
    );

  it("takes the line of a list item or a row with it, and leaves other layout alone", () => {
    expect(cut("Two things:\n- one\n  - nested\n- two", "- one")).toBe(
      "Two things:\n  - nested\n- two",
    );
    expect(cut("One. Two. Three.", "Two.")).toBe("One. Three.");
    expect(cut("One. Two.\n\nThree.", "Two.")).toBe("One.\n\nThree.");
    expect(cut("One.", "One.")).toBe("");
  });

  it("keeps every character outside the spans but white space", () => {
    const pieces = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.boolean()), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, (parts) => {
        let text = "";
        const spans: { start: number; end: number }[] = [];
        for (const [piece, goes] of parts) {
          if (goes) spans.push({ start: text.length, end: text.length + piece.length });
          text += piece;
        }
        const kept = parts.flatMap(([piece, goes]) => (goes ? [] : [piece])).join("");
        expect(withoutSpans(text, spans).replace(/\s/g, "")).toBe(kept.replace(/\s/g, ""));
      }),
    );
  });
});
