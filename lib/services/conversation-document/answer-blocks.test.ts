import { describe, expect, it } from "vitest";
import { answerBlocks } from "./answer-blocks";

describe("an answer in paragraphs", () => {
  it("keeps lists, headings and bold words", () => {
    const text = "# Parking\n\nIt closes at **nine** [1].\n- level two\n* level three\n1. first";
    expect(answerBlocks(text)).toEqual([
      { kind: "subheading", runs: [{ text: "Parking" }] },
      {
        kind: "text",
        runs: [{ text: "It closes at " }, { text: "nine", bold: true }, { text: " [1]." }],
      },
      { kind: "bullet", runs: [{ text: "level two" }] },
      { kind: "bullet", runs: [{ text: "level three" }] },
      { kind: "number", runs: [{ text: "first" }] },
    ]);
  });

  it("tells apart what nothing backs, by the offsets of the whole text", () => {
    const text = "Sure.\n- It is **free for all** today.";
    const start = text.indexOf("for all");
    expect(answerBlocks(text, [{ start, end: text.length }])[1]?.runs).toEqual([
      { text: "It is " },
      { text: "free ", bold: true },
      { text: "for all", bold: true, italic: true },
      { text: " today.", italic: true },
    ]);
  });
});
