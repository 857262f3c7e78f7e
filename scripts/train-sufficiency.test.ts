import { describe, expect, it } from "vitest";
import { passageOf } from "@/lib/grounding/testing/passages";
import { auc, fitLogistic, scaleOf, sigmoid, type Row } from "./train-sufficiency.learn";
import { swappedQuestions } from "./train-sufficiency.twins";

const rows: Row[] = Array.from({ length: 400 }, (_, i) => {
  const x = [(i % 20) / 10 - 1, ((i * 7) % 11) / 5 - 1];
  return { x, y: Number(2 * (x[0] ?? 0) + 0.2 * (x[1] ?? 0) > 0), weight: 1 };
});

describe("auc", () => {
  it("is 1 for a perfect order, 0 for the reverse, a half for ties", () => {
    expect(auc([3, 4], [1, 2])).toBe(1);
    expect(auc([1, 2], [3, 4])).toBe(0);
    expect(auc([1, 1], [1, 1])).toBe(0.5);
    expect(auc([2, 0], [1])).toBe(0.5);
  });
  it("ends when a score is not a number", () => expect(auc([NaN, NaN], [NaN])).toBeDefined());
});

describe("fitLogistic", () => {
  it("recovers which feature matters and in which direction", () => {
    const [first = 0, second = 0] = fitLogistic(rows, 1);
    expect(first).toBeGreaterThan(1);
    expect(Math.abs(second)).toBeLessThan(first);
  });
  it("shrinks under a penalty and finds the base rate without features", () => {
    expect(Math.abs(fitLogistic(rows, 100)[0] ?? 9)).toBeLessThan(fitLogistic(rows, 1)[0] ?? 0);
    const quarter = [0, 0, 0, 1].map((y) => ({ x: [], y, weight: 1 }));
    expect(sigmoid(fitLogistic(quarter, 0)[0] ?? 0)).toBeCloseTo(0.25, 4);
  });
});

describe("scaleOf", () => {
  it("weighs the rows, and leaves a feature that never changes alone", () => {
    const scale = scaleOf([
      { x: [0, 5], y: 0, weight: 3 },
      { x: [4, 5], y: 1, weight: 1 },
    ]);
    expect(scale.mean).toEqual([1, 5]);
    expect(scale.deviation[0]).toBeCloseTo(Math.sqrt(3));
    expect(scale.deviation[1]).toBe(1);
  });
});

describe("swappedQuestions", () => {
  const passage = passageOf(
    "The bridge in Dresden was opened in 1926. The one in Meissen was closed in 1945.",
  );
  const example = {
    id: "q",
    set: "squad2",
    question: "Was the bridge in Dresden opened?",
    answerable: true,
    kind: "squad-answerable",
    article: "Bridges",
    goldIds: [passage.documentId],
    answers: ["1926"],
    passages: [passage],
  };
  it("asks with another word of the passage of the same kind, never with the answer", () => {
    const made = swappedQuestions([example]);
    expect(made.length).toBeGreaterThan(0);
    for (const { question, answerable, kind } of made) {
      expect([answerable, kind]).toEqual([false, "made-swapped"]);
      expect(question).not.toBe(example.question);
      expect(question).not.toContain("1926");
      expect(question.split(" ")).toHaveLength(example.question.split(" ").length);
    }
  });
  it("makes the same questions every time", () => {
    expect(swappedQuestions([example])).toEqual(swappedQuestions([example]));
  });
  it("makes none without the right passage", () => {
    expect(swappedQuestions([{ ...example, goldIds: ["another"] }])).toEqual([]);
  });
});
