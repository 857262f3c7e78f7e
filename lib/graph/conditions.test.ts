import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasOperand, meets, numberIn, OPERATORS, type Operator } from "./conditions";

const passages = [{ text: "One.", textHash: "a" }];
const message = { text: "Refused.", outcome: "refused" };

describe("a condition", () => {
  it.each<[unknown, Operator, string, boolean]>([
    ["Berlin", "is", " berlin ", true],
    ["Berlin", "is-not", "Paris", true],
    ["Where is my order?", "contains", "ORDER", true],
    ["Where is my order?", "contains-not", "refund", true],
    ["RE: invoice", "starts-with", "re:", true],
    ["invoice.pdf", "ends-with", ".PDF", true],
    ["urgent", "is-one-of", "low\n\nUrgent\n", true],
    ["", "is-one-of", "low\n\nUrgent", false],
    [message, "is", "refused.", true],
    [3, "equals", "3", true],
    ["2,5", "above", "2.4", true],
    [passages, "at-least", "1", true],
    [passages, "below", "1", false],
    [0.4, "at-most", "0,4", true],
    ["three", "equals", "three", false],
    [true, "is-true", "", true],
    ["true", "is-true", "", false],
    [null, "is-false", "", false],
    [null, "is-empty", "", true],
    [[], "is-empty", "", true],
    [0, "is-filled", "", true],
  ])("%j %s %j: %s", (...[value, operator, operand, met]) => {
    expect(meets(value, operator, operand)).toBe(met);
  });

  it("takes any value and any operand, and asks nothing of what a missing value holds", () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom(...OPERATORS),
        fc.string(),
        (value, operator, operand) => {
          const safe = JSON.parse(JSON.stringify(value) ?? "null") as unknown;
          expect(typeof meets(safe, operator, operand)).toBe("boolean");
        },
      ),
    );
    for (const operator of OPERATORS.filter((one) => hasOperand(one))) {
      expect(meets(null, operator, "something")).toBe(
        operator === "is-not" || operator === "contains-not",
      );
    }
  });
});

it("reads plain numbers only", () => {
  expect([numberIn("1.5"), numberIn(" -2,25 "), numberIn("+3")]).toEqual([1.5, -2.25, 3]);
  expect([numberIn("1e5"), numberIn("0x1f"), numberIn(""), numberIn("Infinity")]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
