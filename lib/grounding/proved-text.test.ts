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

describe("an answer that is shown whole, and marked as it is checked", () => {
  it("marks as the finished answer does, never takes a mark back, and loses no word", () => {
    fc.assert(
      fc.property(answer, ({ sentences, glue, cuts }) => {
        const text = sentences.join(glue);
        const stream = new ProvedStream(HANDBOOK);
        const whole = citeAnswer({ text, passages: HANDBOOK });
        const citations: unknown[] = [];
        let marked: string[] = [];
        for (const end of [...cuts, text.length].sort((a, b) => a - b)) {
          const checked = stream.check(text.slice(0, end));
          if (!checked) continue;
          citations.push(...checked.citations);
          expect(citations).toEqual(whole.citations.slice(0, citations.length));
          const said = checked.unsupported.map((span) => checked.text.slice(span.start, span.end));
          expect(said.slice(0, marked.length)).toEqual(marked);
          marked = said;
          expect(lettersOf(checked.text)).toBe(lettersOf(text.slice(0, end)));
        }
        citations.push(...stream.newCitations(whole));
        expect(citations).toEqual(whole.citations);
        const last = whole.unsupported.map((span) => whole.text.slice(span.start, span.end));
        expect(last.slice(0, marked.length)).toEqual(marked);
      }),
      { numRuns: 60 },
    );
  });

  it("marks a sentence when the next one has begun, and says so once", () => {
    const stream = new ProvedStream(HANDBOOK);
    const first =
      "Zebras graze on the Serengeti plains at dawn. Parental leave lasts 16 weeks. [2]";
    expect(stream.check("Zebras graze on the")).toBeNull();
    expect(stream.check(first)).toMatchObject({
      text: first,
      unsupported: [{ start: 0, end: 45 }],
      citations: [],
    });
    const next = stream.check(`${first} A stolen`);
    expect(next?.text).toBe(
      "Zebras graze on the Serengeti plains at dawn. Parental leave lasts 16 weeks. [1] A stolen",
    );
    expect(next?.citations).toMatchObject([{ number: 1, passageId: "passage-1" }]);
    expect(stream.check(`${first} A stolen laptop`)).toBeNull();
  });
});

/** Without marks and white space, which checking moves. */
function lettersOf(text: string): string {
  return text.replace(/\[\d*\]?|\s/g, "");
}

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
