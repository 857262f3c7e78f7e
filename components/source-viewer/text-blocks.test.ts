import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageAt, toBlocks, type Block, type Section } from "./text-blocks";

const text = "# Leave\nYou get 28 days.\n\nAsk your lead\nfirst.\n\nSick days are extra.";
const structure: Section[] = [
  { kind: "page", number: 1, start: 0, end: 45 },
  { kind: "heading", level: 1, title: "Leave", start: 0, end: text.length },
  { kind: "page", number: 2, start: 45, end: text.length },
];
const view = { text, textStart: 0, structure };

const runs = (block: Block) => (block.kind === "page" ? [] : block.runs);
const marked = (blocks: Block[]) =>
  blocks
    .flatMap(runs)
    .filter((run) => run.marked)
    .map((run) => run.text);

describe("toBlocks", () => {
  it("parts pages, headings and paragraphs", () => {
    expect(
      toBlocks(view, null).map((block) => [
        block.kind,
        runs(block)
          .map((r) => r.text)
          .join(""),
      ]),
    ).toEqual([
      ["page", ""],
      ["heading", "# Leave"],
      ["paragraph", "You get 28 days."],
      ["paragraph", "Ask your lead\nfirst"],
      ["page", ""],
      ["paragraph", "."],
      ["paragraph", "Sick days are extra."],
    ]);
  });

  it("never skips a heading level on the way down", () => {
    const levels = [3, 1, 4, 2, 3, 1].map((level, i) => ({
      kind: "heading" as const,
      level,
      start: i * 3,
      end: i * 3 + 2,
    }));
    const blocks = toBlocks(
      { text: "A\n\nB\n\nC\n\nD\n\nE\n\nF\n", textStart: 0, structure: levels },
      null,
    );
    expect(blocks.flatMap((b) => (b.kind === "heading" ? [b.level] : []))).toEqual([
      1, 1, 2, 2, 3, 1,
    ]);
  });

  it("marks a quote inside a paragraph", () => {
    const start = text.indexOf("28 days");
    expect(marked(toBlocks(view, { start, end: start + 7 }))).toEqual(["28 days"]);
  });

  it("marks a quote across paragraphs in each of them", () => {
    const quote = { start: text.indexOf("28"), end: text.indexOf("Ask") + 3 };
    expect(marked(toBlocks(view, quote))).toEqual(["28 days.", "Ask"]);
  });

  it("refers to the whole text when it is given a window of it", () => {
    const from = text.indexOf("You");
    const quote = { start: text.indexOf("Sick"), end: text.indexOf("Sick") + 9 };
    const blocks = toBlocks({ text: text.slice(from), textStart: from, structure }, quote);
    expect(marked(blocks)).toEqual(["Sick days"]);
  });

  it("keeps every visible character once and in order, wherever the quote lies", () => {
    const words = fc.stringMatching(/^[a-z \n]{0,80}$/);
    fc.assert(
      fc.property(words, fc.nat(80), fc.nat(80), (body, a, b) => {
        const quote = { start: Math.min(a, b), end: Math.max(a, b) };
        const blocks = toBlocks({ text: body, textStart: 0, structure: [] }, quote);
        const shown = blocks
          .flatMap(runs)
          .map((run) => run.text)
          .join("");
        expect(shown.replace(/\s/g, "")).toBe(body.replace(/\s/g, ""));
        const quoted = body.slice(quote.start, quote.end);
        expect(marked(blocks).join("").replace(/\s/g, "")).toBe(quoted.replace(/\s/g, ""));
      }),
    );
  });
});

describe("pageAt", () => {
  it("finds the page of an offset", () => {
    expect(pageAt(structure, 0)).toBe(1);
    expect(pageAt(structure, 45)).toBe(2);
    expect(pageAt([], 3)).toBeNull();
  });
});
