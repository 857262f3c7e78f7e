import { describe, expect, it } from "vitest";
import {
  denied,
  exchanged,
  namesOf,
  numbersOf,
  rightStatements,
  statementOf,
  swapped,
} from "./plant";

const SENTENCE = "In 1781, James Watt patented an engine (a steam engine) in Birmingham.";
const texts = (found: { text: string }[]) => found.map(({ text }) => text);

describe("planted statements", () => {
  it("finds names and numbers", () => {
    expect(texts(namesOf(SENTENCE))).toEqual(["James Watt", "Birmingham"]);
    expect(texts(numbersOf(SENTENCE))).toEqual(["1781"]);
  });
  it("puts others in their place, never one that the sentence has", () => {
    expect(swapped(SENTENCE, namesOf(SENTENCE), { others: ["Watt", "Boulton"], pick: 0 })).toBe(
      "In 1781, Boulton patented an engine (a steam engine) in Birmingham.",
    );
    expect(swapped(SENTENCE, numbersOf(SENTENCE), { others: ["1781"], pick: 0 })).toBeNull();
    expect(exchanged(SENTENCE, namesOf(SENTENCE))).toBe(
      "In 1781, Birmingham patented an engine (a steam engine) in James Watt.",
    );
    expect(exchanged("Both Denver and Reno won.", namesOf("Both Denver and Reno won."))).toBeNull();
  });
  it("turns a sentence round", () => {
    expect(denied("It was late.")).toBe("It was not late.");
    expect(denied("It was not late.")).toBe("It was late.");
    expect(denied("It never was late.")).toBeNull();
  });
  it("says the same in other words", () => {
    expect(rightStatements(SENTENCE, { title: "Engines", next: "It was big." })).toEqual([
      ["verbatim", SENTENCE],
      ["lead moved", "James Watt patented an engine (a steam engine) in Birmingham in 1781."],
      ["asides dropped", "In 1781, James Watt patented an engine in Birmingham."],
      [
        "two joined",
        "In 1781, James Watt patented an engine (a steam engine) in Birmingham, and it was big.",
      ],
    ]);
  });
  it("makes statements of questions", () => {
    expect(statementOf("Who invented the engine?", "Watt")).toBe("Watt invented the engine.");
    expect(statementOf("When was the bridge built?", "1781")).toBe("The bridge was built in 1781.");
    expect(statementOf("Why did it fail?", "rust")).toBeNull();
  });
});
