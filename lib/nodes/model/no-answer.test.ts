import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NoAnswerGate, saysNoAnswer } from "./no-answer";
import { NO_ANSWER } from "./prompt";

describe("saysNoAnswer", () => {
  it.each([
    "",
    NO_ANSWER,
    `${NO_ANSWER}.`,
    "I don't have that information.",
    "I’m sorry, but I can’t find anything about a gym.",
    "The passages do not mention a gym.",
    "The document doesn't say who approves it.",
    "This is not covered in the provided documents.",
    "There is no information about parking fees.",
    "Unfortunately, I am unable to answer that.",
  ])("hears it in “%s”", (reply) => {
    expect(saysNoAnswer(reply)).toBe(true);
  });

  it.each([
    "You get 30 days of leave [1].",
    "You don't have to ask anybody.",
    "The handbook says that contractors do not get leave [2].",
    "Bicycles are not allowed in the lobby.",
    "No. Leave can't be carried over.",
  ])("takes “%s” for an answer", (reply) => {
    expect(saysNoAnswer(reply)).toBe(false);
  });
});

describe("NoAnswerGate", () => {
  const shown = (chunks: string[]) => {
    const gate = new NoAnswerGate();
    return chunks.map((chunk) => gate.pass(chunk)).join("");
  };
  const split = (text: string, cuts: number[]) => {
    const at = [
      0,
      ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b),
      text.length,
    ];
    return at.slice(1).map((end, i) => text.slice(at[i], end));
  };

  it("shows nothing of the agreed word, however it's cut", () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        expect(shown(split(`\n${NO_ANSWER}.`, cuts))).toBe("");
      }),
    );
  });

  it("shows every other text whole and in order, and all of it once it's clear", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.nat()), (rest, cuts) => {
        const text = `No, ${rest}`;
        expect(shown(split(text, cuts))).toBe(text);
      }),
    );
    const gate = new NoAnswerGate();
    expect(gate.pass("NO")).toBe("");
    expect(gate.pass("T really")).toBe("NOT really");
    expect(gate.pass(" so")).toBe(" so");
  });
});
