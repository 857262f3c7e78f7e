import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { curveOf, operatingPoint, shareOf, type JudgedQuestion } from "./curve";
import { pickThreshold, type Goal } from "./pick-threshold";

const yes = (...scores: number[]) => scores.map((score) => ({ answerable: true, score }));
const no = (...scores: number[]) => scores.map((score) => ({ answerable: false, score }));
const example = [...yes(0.9, 0.8, 0.7, 0.4), ...no(0.1, 0.2, 0.3, 0.75)];

const anyQuestions = fc.array(
  fc.record({ answerable: fc.boolean(), score: fc.double({ min: 0, max: 1, noNaN: true }) }),
  { minLength: 1, maxLength: 60 },
);

describe("the curve", () => {
  it("goes from answering everything to refusing everything, and never back", () => {
    fc.assert(
      fc.property(anyQuestions, (questions: JudgedQuestion[]) => {
        const curve = curveOf(questions);
        const first = curve[0];
        expect(first?.threshold).toBe(0);
        expect(first?.answered.part).toBe(first?.answered.whole);
        curve.slice(1).forEach((point, index) => {
          const before = curve[index];
          expect(point.threshold).toBeGreaterThan(before?.threshold ?? 1);
          expect(point.answered.part).toBeLessThanOrEqual(before?.answered.part ?? 0);
          expect(point.wronglyAnswered.part).toBeLessThanOrEqual(before?.wronglyAnswered.part ?? 0);
        });
      }),
    );
  });

  it("counts as the router compares: a score that is the threshold is answered", () => {
    expect(operatingPoint(example, 0.7).answered.part).toBe(3);
    expect(operatingPoint(example, 0.7 + 1e-12).answered.part).toBe(2);
  });
});

describe("an interval", () => {
  it("is Wilson's", () => {
    const { low, high } = shareOf(8, 10);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
  });
  it("says how little ten questions without a mistake prove", () => {
    expect(shareOf(0, 10).high).toBeCloseTo(0.2775, 4);
  });
  it("knows nothing of no questions", () => {
    expect(shareOf(0, 0)).toEqual({ part: 0, whole: 0, low: 0, high: 1 });
  });
});

describe("picking a threshold", () => {
  it("answers as many as it may", () => {
    const point = pickThreshold(example, { kind: "at-most-wrong", share: 0.25 });
    expect(point).toMatchObject({ threshold: 0.35, answered: { part: 4 } });
    expect(pickThreshold(example, { kind: "at-most-wrong", share: 0 })).toMatchObject({
      answered: { part: 2 },
      wronglyAnswered: { part: 0 },
    });
  });

  it("refuses as many as it may", () => {
    const point = pickThreshold(example, { kind: "at-least-answered", share: 0.75 });
    expect(point).toMatchObject({ answered: { part: 3 }, wronglyAnswered: { part: 1 } });
    expect(point?.threshold).toBeGreaterThan(0.4);
    expect(point?.threshold).toBeLessThanOrEqual(0.7);
  });

  it("has nothing to go by without questions of the kind", () => {
    expect(pickThreshold(yes(0.5), { kind: "at-most-wrong", share: 0.05 })).toBeNull();
    expect(pickThreshold(no(0.5), { kind: "at-least-answered", share: 0.5 })).toBeNull();
  });

  it("is null when even refusing all that it can answers too many", () => {
    expect(pickThreshold(no(1, 1), { kind: "at-most-wrong", share: 0.5 })).toBeNull();
  });

  it("does what it says on the questions it was picked for", () => {
    const anyGoal = fc.record({
      kind: fc.constantFrom<Goal["kind"]>("at-most-wrong", "at-least-answered"),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(anyQuestions, anyGoal, (questions, goal) => {
        const point = pickThreshold(questions, goal);
        if (point === null) return;
        const { answered, wronglyAnswered } = operatingPoint(questions, point.threshold);
        if (goal.kind === "at-most-wrong") {
          expect(wronglyAnswered.part).toBeLessThanOrEqual(
            goal.share * wronglyAnswered.whole + 1e-6,
          );
        } else {
          expect(answered.part).toBeGreaterThanOrEqual(goal.share * answered.whole - 1e-6);
        }
      }),
    );
  });
});
