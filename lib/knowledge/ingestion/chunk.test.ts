import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunkDocument } from "./chunk";
import type { ChunkingOf } from "./chunking/chunking";
import { countTokens } from "@/lib/grounding/text/count-tokens";
import { DocumentBuilder } from "./parsers/document-builder";
import { parseMarkdown } from "./parsers/markdown/parse-markdown";

const small: ChunkingOf<"sentences"> = {
  strategy: "sentences",
  unit: "tokens",
  size: 20,
  overlap: 6,
};

const block = fc.oneof(
  fc.record({
    kind: fc.constant("heading" as const),
    level: fc.integer({ min: 1, max: 4 }),
    text: fc.string({ unit: "grapheme", maxLength: 20 }),
  }),
  fc.record({
    kind: fc.constant("text" as const),
    level: fc.constant(0),
    text: fc.lorem({ mode: "sentences", maxCount: 8 }),
  }),
  fc.record({
    kind: fc.constant("text" as const),
    level: fc.constant(0),
    text: fc.string({ unit: "grapheme", maxLength: 300 }),
  }),
  fc.record({
    kind: fc.constant("table" as const),
    level: fc.constant(0),
    text: fc.lorem({ maxCount: 6 }),
  }),
);
const documents = fc.array(block, { maxLength: 12 }).map((blocks) => {
  const builder = new DocumentBuilder();
  for (const { kind, level, text } of blocks) {
    if (kind === "heading") builder.heading(level, text);
    else if (kind === "text") builder.paragraph(text);
    else
      builder.table(
        ["Name", "Value"],
        text.split(" ").map((word) => [word, `${word} ${word}`]),
      );
  }
  return builder.build();
});

describe("chunkDocument", () => {
  it("gives passages that are exactly the stored text, in order and sized", () => {
    fc.assert(
      fc.property(documents, fc.integer({ min: 8, max: 60 }), (document, size) => {
        const chunks = chunkDocument(document, {
          strategy: "sentences",
          unit: "tokens",
          size,
          overlap: Math.floor(size / 5),
        });
        chunks.forEach((chunk, index) => {
          expect(chunk.ordinal).toBe(index);
          expect(document.text.slice(chunk.start, chunk.end)).toBe(chunk.text);
          expect(chunk.text.trim()).not.toBe("");
          expect(chunk.textHash).toBe(createHash("sha256").update(chunk.text).digest("hex"));
          expect(chunk.tokens).toBe(countTokens(chunk.text));
          expect(chunk.start).toBeGreaterThan(chunks[index - 1]?.start ?? -1);
        });
      }),
    );
  });

  it("leaves no visible character out but headings", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const covered = new Uint8Array(document.text.length);
        for (const chunk of chunkDocument(document, small)) covered.fill(1, chunk.start, chunk.end);
        for (const mark of document.structure)
          if (mark.kind === "heading") covered.fill(1, mark.start, mark.end);
        for (let at = 0; at < covered.length; at += 1) {
          if (!covered[at]) expect(document.text.charAt(at)).toMatch(/\s/);
        }
      }),
    );
  });

  it("never cuts a row that fits, and never crosses a heading", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const chunks = chunkDocument(document, small);
        for (const mark of document.structure) {
          if (
            mark.kind === "row" &&
            countTokens(document.text.slice(mark.start, mark.end)) <= small.size
          ) {
            expect(chunks.some((chunk) => chunk.start <= mark.start && mark.end <= chunk.end)).toBe(
              true,
            );
          }
          if (mark.kind !== "heading") continue;
          for (const chunk of chunks)
            expect(chunk.start < mark.start && chunk.end > mark.end).toBe(false);
        }
      }),
    );
  });

  it("carries page and heading path, and repeats whole sentences as overlap", () => {
    const builder = new DocumentBuilder();
    builder.page(1, () => {
      builder.heading(1, "Leave");
      builder.heading(2, "Sick leave");
      builder.paragraph(
        "Tell your manager by nine. Bring a note after three days. We pay you in full for six weeks of it.",
      );
    });
    builder.page(2, () => builder.paragraph("Long illness is covered by the insurer."));
    const chunks = chunkDocument(builder.build(), { ...small, overlap: 8 });
    expect(chunks.map((chunk) => [chunk.page, chunk.headings.join(" > ")])).toEqual(
      chunks.map((chunk) => [chunk.text.startsWith("Long") ? 2 : 1, "Leave > Sick leave"]),
    );
    expect(chunks[0]?.text).toBe("Tell your manager by nine. Bring a note after three days.");
    expect(chunks[1]?.text.startsWith("Bring a note after three days.")).toBe(true);
  });

  it("cuts at words what is larger than a passage", () => {
    const { text } = { text: "word ".repeat(400).trim() };
    const chunks = chunkDocument({ text, structure: [] }, small);
    expect(chunks.length).toBeGreaterThan(15);
    for (const chunk of chunks) expect(chunk.text).toMatch(/^word( word)*$/);
  });

  it("stands a heading with nothing below it for itself", () => {
    const chunks = chunkDocument(parseMarkdown("# A\n\n# B\n\ntext\n\n## C\n"), small);
    expect(chunks.map((chunk) => [chunk.headings.join(), chunk.text])).toEqual([
      ["", "A"],
      ["B", "text"],
      ["B", "C"],
    ]);
  });
});

describe("countTokens", () => {
  it("counts words, numbers, marks and unspaced scripts", () => {
    expect(countTokens("")).toBe(0);
    expect(countTokens("the cat")).toBe(2);
    expect(countTokens("internationalisation")).toBe(4);
    expect(countTokens("1234567, ok!")).toBe(6);
    expect(countTokens("年假有二十天。")).toBe(7);
  });

  it("is additive over white space", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), fc.string({ maxLength: 50 }), (a, b) => {
        expect(countTokens(`${a} ${b}`)).toBe(countTokens(a) + countTokens(b));
      }),
    );
  });
});
