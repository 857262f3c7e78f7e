import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { citeAnswer } from ".";
import { passageOf, passagesOf } from "./testing/passages";

const WATT = passagesOf(
  "In 1781 James Watt patented a steam engine that produced continuous rotary motion. He had met Matthew Boulton in 1768. Boulton did not pay for the patent. The engine of Thomas Newcomen wasted three quarters of its steam in 1712.",
);
const quotes = (claim: string, passages = WATT) =>
  citeAnswer({ text: `${claim} [1]`, passages }).citations.map(({ quote }) => quote);

describe("a statement that changes a fact of the text", () => {
  it.each([
    ["a name from elsewhere", "In 1781 Robert Fulton patented a steam engine."],
    ["a name of the same text", "In 1781 Thomas Newcomen patented a steam engine."],
    [
      "a single name of the same text",
      "In 1781 Boulton patented a steam engine that produced continuous rotary motion.",
    ],
    [
      "a number of the same text",
      "In 1768 James Watt patented a steam engine that produced continuous rotary motion.",
    ],
    [
      "a number from elsewhere",
      "In 1791 James Watt patented a steam engine that produced continuous rotary motion.",
    ],
    ["a denial put in", "James Watt has not patented a steam engine in 1781."],
    ["a denial taken out", "Boulton did pay for the patent."],
    ["a name of one letter", "In 1781 F patented a steam engine that produced continuous motion."],
  ])("is not backed: %s", (_, claim) => {
    expect(quotes(claim)).toEqual([]);
  });

  it("is not backed when two names or numbers change places", () => {
    const passages = passagesOf(
      "Denver sold twelve engines to the city of Reno in 1990 and fourteen in 1995.",
    );
    expect(
      quotes(
        "Denver sold twelve engines to the city of Reno in 1995 and fourteen in 1990.",
        passages,
      ),
    ).toEqual([]);
    expect(quotes("Reno sold twelve engines to the city of Denver in 1990.", passages)).toEqual([]);
  });

  it("is not backed by another sentence that has its words", () => {
    const passages = passagesOf(
      "Passenger rail service is provided by Amtrak San Joaquins. The main passenger rail station is the depot in Fresno.",
    );
    expect(quotes("Passenger rail service is provided by Fresno.", passages)).toEqual([]);
  });

  it("is not backed in languages that write all nouns with capitals, or with other words for not", () => {
    const passages = passagesOf(
      "Der Vertrag mit der Firma Brandt endet am 31. März. Die Kaution wird nicht verzinst.",
    );
    expect(quotes("Der Vertrag mit der Firma Krüger endet am 31. März.", passages)).toEqual([]);
    expect(quotes("Die Kaution wird verzinst.", passages)).toEqual([]);
    expect(quotes("Die Kaution wird nicht verzinst.", passages)).toHaveLength(1);
    expect(quotes("Der Vertrag mit der Firma Brandt endet am 31. März.", passages)).toHaveLength(1);
  });
});

describe("a statement that says the same in other words", () => {
  it.each([
    ["the beginning put last", "James Watt patented a steam engine in 1781."],
    ["part of a name", "Watt patented a steam engine in 1781."],
    ["the passive", "A steam engine was patented by James Watt in 1781."],
    ["a name for a pronoun", "Watt had met Matthew Boulton in 1768."],
    ["a contraction", "Boulton didn't pay for the patent."],
    ["a shorter statement", "The engine of Newcomen wasted three quarters of its steam."],
    ["a spelled number in digits", "Newcomen's engine wasted 3 quarters of its steam."],
  ])("is backed: %s", (_, claim) => {
    expect(quotes(claim)).toHaveLength(1);
  });

  it("may use the initials of a name and the name of the document", () => {
    const passages = [
      passageOf("It is funded by the National Science Foundation with 4 million dollars.", {
        documentName: "Gemini Observatory.pdf",
      }),
    ];
    expect(quotes("The NSF funded it with 4 million dollars.", passages)).toHaveLength(1);
    expect(
      quotes("Gemini Observatory is funded by the National Science Foundation.", passages),
    ).toHaveLength(1);
  });

  it("may leave out a clause that denies something", () => {
    const passages = passagesOf(
      "The receiver, which cannot be used to open services of other companies, needs a card in slot 2.",
    );
    expect(quotes("The receiver needs a card in slot 2.", passages)).toHaveLength(1);
  });
});

it("quotes exactly what stands in the text, whatever the text", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "grapheme", maxLength: 60 }), { minLength: 1, maxLength: 4 }),
      fc.string({ unit: "grapheme", maxLength: 80 }),
      (texts, answer) => {
        const passages = texts.map((text, rank) => passageOf(text, { rank }));
        const { text, citations } = citeAnswer({
          text: `${answer} ${texts[0] ?? ""} [1] ${texts.at(-1) ?? ""}`,
          passages,
        });
        for (const { quote, start, end, passageId } of citations) {
          const passage = passages.find(({ id }) => id === passageId);
          expect(passage?.text.slice(start - passage.start, end - passage.start)).toBe(quote);
          expect(quote.trim()).not.toBe("");
        }
        expect(text.length).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
