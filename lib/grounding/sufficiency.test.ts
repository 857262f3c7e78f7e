import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide, DEFAULT_THRESHOLD, sufficiency } from ".";
import { gatherEvidence } from "./evidence";
import { FEATURES } from "./feature-names";
import { featuresOf } from "./features";
import { calibrate } from "./model/model";
import stored from "./model/sufficiency.json" with { type: "json" };
import { HANDBOOK, passageOf } from "./testing/passages";

const scoreOf = (question: string, passages = HANDBOOK) =>
  sufficiency({ question, passages }).score;
const codesOf = (question: string) =>
  sufficiency({ question, passages: HANDBOOK }).reasons.map((reason) => reason.code);

describe("sufficiency", () => {
  it.each([
    "How many days of paid holiday do full-time employees receive?",
    "how long does parental leave last",
    "Who approves parental leave requests?",
    "When does the office in Rotterdam open?",
    "Within how many hours must a stolen laptop be reported to the service desk?",
  ])("trusts the handbook with: %s", (question) => {
    expect(decide({ question, passages: HANDBOOK }).sufficient).toBe(true);
  });
  it.each([
    "What is the company's policy on bringing dogs to work?",
    "Who won the football world cup in 1998?",
    "How much does the premium subscription of the product cost?",
    "Which pension fund does the Madrid branch use?",
  ])("refuses: %s", (question) => {
    expect(decide({ question, passages: HANDBOOK }).sufficient).toBe(false);
  });
  it("has no passages, no score", () => {
    const { score, reasons } = sufficiency({
      question: "How long is parental leave?",
      passages: [],
    });
    expect(score).toBe(0);
    expect(reasons).toEqual([{ code: "no-passages", terms: [] }]);
  });
  it("scores 0 for a question without a content word", () => expect(scoreOf("and then?")).toBe(0));
  it("falls when the passage that answers is taken away", () => {
    const question = "How long does parental leave last?";
    const without = HANDBOOK.filter((passage) => !passage.text.includes("Parental"));
    expect(scoreOf(question, without)).toBeLessThan(scoreOf(question) / 2);
  });
  it("names what is missing, as the user wrote it", () => {
    const { missing } = sufficiency({
      question: "Does the office in Lisbon open in 2031?",
      passages: HANDBOOK,
    });
    expect(missing.terms).toEqual(expect.arrayContaining(["Lisbon", "2031"]));
    expect(missing.entities).toEqual(expect.arrayContaining(["Lisbon", "2031"]));
    expect(codesOf("Does the office in Lisbon open in 2031?")).toEqual(
      expect.arrayContaining([
        "terms-covered",
        "terms-missing",
        "entity-missing",
        "number-missing",
      ]),
    );
  });
  it("says which kind of fact is missing", () => {
    const passages = [
      passageOf("Laptops are replaced when they are old. The service desk hands out laptops."),
    ];
    expect(
      sufficiency({ question: "How many laptops were replaced?", passages }).missing.answerType,
    ).toBe("number");
  });
  it("says when the words stand in different passages", () => {
    expect(codesOf("Is a stolen laptop refunded after parental leave?")).toContain(
      "spread-over-passages",
    );
  });
  it("does not depend on the scale of any score", () => {
    const question = "How long does parental leave last?";
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1000, noNaN: true }), (factor) => {
        const scaled = HANDBOOK.map((passage) => ({
          ...passage,
          scores: {
            vector: null,
            rerank: null,
            keyword: (passage.scores.keyword ?? 0) * factor,
            fused: passage.scores.fused * factor,
          },
        }));
        expect(scoreOf(question, scaled)).toBeCloseTo(scoreOf(question), 6);
      }),
    );
  });
  it("stays a probability for any text and any scores", () => {
    const score = fc.option(fc.double({ min: -1, max: 50, noNaN: true }));
    const passages = fc.array(fc.tuple(fc.string({ unit: "grapheme" }), score, score), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), passages, (question, drawn) => {
        const given = drawn.map(([text, keyword, vector], rank) =>
          passageOf(text, { rank, scores: { keyword, vector, fused: 0.01, rerank: null } }),
        );
        const value = scoreOf(question, given);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("decide", () => {
  it("is sufficient exactly when the shown score reaches the shown threshold", () => {
    const questions = fc.constantFrom(
      "How long is parental leave?",
      "dogs at work",
      "Who approves leave?",
      "",
    );
    fc.assert(
      fc.property(questions, fc.double({ min: 0, max: 1, noNaN: true }), (question, threshold) => {
        const verdict = decide({ question, passages: HANDBOOK, threshold });
        expect(verdict.threshold).toBe(threshold);
        expect(verdict.sufficient).toBe(verdict.score >= verdict.threshold);
      }),
    );
  });
  it("uses the trained threshold unless told otherwise", () => {
    expect(decide({ question: "leave", passages: HANDBOOK }).threshold).toBe(DEFAULT_THRESHOLD);
    expect(DEFAULT_THRESHOLD).toBeGreaterThan(0);
    expect(DEFAULT_THRESHOLD).toBeLessThan(1);
  });
});

describe("model", () => {
  it("was trained on the features that are computed", () => {
    expect(stored.features).toEqual([...FEATURES]);
    for (const list of [stored.mean, stored.deviation, stored.coefficients]) {
      expect(list).toHaveLength(FEATURES.length);
    }
    expect(stored.deviation.every((value) => value > 0)).toBe(true);
  });
  it("computes every feature as a finite number", () => {
    const features = featuresOf(
      gatherEvidence({ question: "How long is parental leave?", passages: HANDBOOK }),
    );
    for (const name of FEATURES) expect(Number.isFinite(features?.[name]), name).toBe(true);
  });
  it("calibrates monotonically", () => {
    expect(stored.calibration.slope).toBeGreaterThan(0);
    const raw = fc.double({ min: -30, max: 30, noNaN: true });
    fc.assert(
      fc.property(raw, raw, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(calibrate(low, stored.calibration)).toBeLessThanOrEqual(
          calibrate(high, stored.calibration),
        );
      }),
    );
  });
});
