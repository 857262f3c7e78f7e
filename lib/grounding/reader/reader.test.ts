import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gatherEvidence } from "../evidence";
import stored from "../model/reader.json" with { type: "json" };
import { HANDBOOK, passageOf } from "../testing/passages";
import { readAnswer, readerFeatures } from "./read-answer";
import { findCandidates, SPAN_FEATURES } from "./span-features";
import { spanText } from "./spans";

const evidenceOf = (question: string, ...texts: string[]) =>
  gatherEvidence({ question, passages: texts.map((text, rank) => passageOf(text, { rank })) });
const textsOf = (question: string, ...texts: string[]) =>
  findCandidates(evidenceOf(question, ...texts)).map((one) => spanText(one.passage, one));

describe("stretches that could be the answer", () => {
  const text = "The Treaty of Versailles was signed in 1919 by Georges Clemenceau, who led France.";
  it("are names, numbers and things, also joined by a little word", () => {
    expect(textsOf("Who signed it?", text)).toEqual(
      expect.arrayContaining(["Treaty of Versailles", "1919", "Georges Clemenceau", "France"]),
    );
  });
  it("are never the words of the question alone", () => {
    expect(textsOf("When was the Treaty of Versailles signed?", text)).not.toContain("signed");
    expect(textsOf("When was the Treaty signed?", text)).not.toContain("Treaty");
  });
  it("are found in scripts without spaces", () => {
    expect(textsOf("公司在哪一年成立?", "公司于1998年在上海成立。").join(" ")).toMatch(/1998/);
  });
  it("lie in the passage and have every feature as a finite number", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.string({ unit: "grapheme" }),
        (asked, drawn) => {
          for (const { from, to, passage, x } of findCandidates(evidenceOf(asked, drawn))) {
            expect(from).toBeGreaterThanOrEqual(0);
            expect(to).toBeGreaterThan(from);
            expect(to).toBeLessThanOrEqual(passage.tokens.length);
            expect(x).toHaveLength(SPAN_FEATURES.length);
            expect(x.every(Number.isFinite)).toBe(true);
          }
        },
      ),
    );
  });
});

describe("the reader", () => {
  it("was trained on the features that are computed", () => {
    expect(stored.features).toEqual([...SPAN_FEATURES]);
    expect(stored.weights).toHaveLength(SPAN_FEATURES.length);
  });
  it.each([
    ["How many weeks does parental leave last?", "16"],
    ["Within how many hours must a stolen laptop be reported?", "24"],
  ])("puts the answer among the first: %s", (question, answer) => {
    const read = readAnswer(gatherEvidence({ question, passages: HANDBOOK }));
    const texts = read.slice(0, 3).map((one) => spanText(one.passage, one));
    expect(texts.join(" | ")).toContain(answer);
  });
  it("is surer where the answer is", () => {
    const question = "When was the bridge over the Elbe opened?";
    const sure = readerFeatures(
      evidenceOf(question, "The bridge over the Elbe was opened in 1926."),
    );
    const unsure = readerFeatures(
      evidenceOf(question, "A bridge was opened. Ships pass the Elbe in winter."),
    );
    expect(sure.read).toBeGreaterThan(unsure.read);
  });
  it("knows nothing of no candidates", () => {
    expect(readerFeatures(evidenceOf("When?", "")).read).toBe(-10);
  });
});
