import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunkDocument } from "../chunk";
import { anchorOf, findAnchor } from "./anchor";
import { correctChunks, type Correction } from "./correct";

const text = Array.from(
  { length: 40 },
  (_, at) => `Rule ${String(at)} says that door ${String(at * 7)} stays shut.`,
).join(" ");
const document = { text, structure: [] };
const chunking = { strategy: "sentences", unit: "tokens", size: 40, overlap: 12 } as const;
const chunks = chunkDocument(document, chunking);
const at = (part: string) => {
  const start = text.indexOf(part);
  return { start, end: start + part.length };
};
const exclude = (range: { start: number; end: number }): Correction => ({
  id: "c1",
  kind: "exclude",
  anchor: anchorOf(text, range),
  text: null,
});

describe("findAnchor", () => {
  it("finds a stretch again where something was put before it", () => {
    const anchor = anchorOf(text, at("Rule 9 says that door 63 stays shut."));
    const changed = `A new preface. ${text}`;
    const found = findAnchor(changed, anchor);
    expect(changed.slice(found?.start, found?.end)).toBe(anchor.text);
  });

  it("tells equal stretches apart by what is around them, then by their place", () => {
    const rows = "Ann\nclosed\nBob\nclosed\nCleo\nclosed\n";
    const second = { start: rows.indexOf("closed", 14), end: rows.indexOf("closed", 14) + 6 };
    const moved = `Zed\nclosed\n${rows}`;
    expect(findAnchor(moved, anchorOf(rows, second))?.start).toBe(second.start + 11);
    const same = "aaaa";
    expect(findAnchor(same, { text: "a", before: "", after: "", start: 2 })?.start).toBe(2);
  });

  it("takes nothing that reads differently", () => {
    const anchor = anchorOf(text, at("Rule 9 says that door 63 stays shut."));
    expect(findAnchor(text.replace("door 63", "door 64"), anchor)).toBeNull();
  });

  it("finds every stretch of the text it was made on where it was", () => {
    const letters = fc.stringMatching(/^[ab]{1,40}$/);
    fc.assert(
      fc.property(letters, fc.nat(39), fc.nat(39), (body, a, b) => {
        const range = { start: Math.min(a, b), end: Math.max(a, b) + 1 };
        fc.pre(range.end <= body.length);
        expect(findAnchor(body, anchorOf(body, range))).toEqual(range);
      }),
    );
  });
});

describe("correctChunks", () => {
  it("leaves passages alone that nothing is said about", () => {
    const corrected = correctChunks(text, chunks, [exclude(at("Rule 39 says"))]);
    const [first] = corrected;
    expect(first).toEqual({ ...chunks[0], correctionId: null });
    expect(correctChunks(text, chunks, []).map(({ ordinal }) => ordinal)).toEqual(
      chunks.map(({ ordinal }) => ordinal),
    );
  });

  it("puts an edit in the place of its stretch, with the headings and page around it", () => {
    const titled = chunks.map((chunk) => ({ ...chunk, page: 3, headings: ["Doors"] }));
    const edit: Correction = {
      id: "c1",
      kind: "edit",
      anchor: anchorOf(text, at("Rule 5 says that door 35 stays shut.")),
      text: "Rule 5 says that door 35 is open.",
    };
    const corrected = correctChunks(text, titled, [edit]);
    expect(corrected.some((chunk) => chunk.text.includes("door 35 stays"))).toBe(false);
    const own = corrected.find(({ correctionId }) => correctionId === "c1");
    expect(own).toMatchObject({ start: 0, end: 33, text: edit.text, page: 3, headings: ["Doors"] });
  });

  it("leaves an edit out whose stretch is gone, and keeps an addition whatever the text says", () => {
    const anchor = { text: "nowhere", before: "", after: "", start: 0 };
    const corrected = correctChunks(text, chunks, [
      { id: "c1", kind: "edit", anchor, text: "new" },
      { id: "c2", kind: "add", anchor: null, text: "The lift is out of order." },
    ]);
    expect(corrected.flatMap(({ correctionId }) => correctionId ?? [])).toEqual(["c2"]);
    expect(corrected).toHaveLength(chunks.length + 1);
  });

  it("never finds a covered character, loses no other, under any cutting and any corrections", () => {
    const range = fc
      .tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 400 }))
      .map(([start, length]) => ({ start, end: Math.min(text.length, start + length) }));
    const cutting = fc
      .tuple(fc.integer({ min: 8, max: 90 }), fc.integer({ min: 0, max: 60 }))
      .map(([size, overlap]) => ({ ...chunking, size, overlap: Math.min(overlap, size - 1) }));
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 5 }), cutting, (ranges, how) => {
        const corrected = correctChunks(text, chunkDocument(document, how), ranges.map(exclude));
        const found = new Uint8Array(text.length);
        for (const chunk of corrected) {
          expect(text.slice(chunk.start, chunk.end)).toBe(chunk.text);
          found.fill(1, chunk.start, chunk.end);
        }
        expect(new Set(corrected.map(({ ordinal }) => ordinal)).size).toBe(corrected.length);
        const isCovered = (offset: number) =>
          ranges.some(({ start, end }) => start <= offset && offset < end);
        for (let offset = 0; offset < text.length; offset += 1) {
          if (isCovered(offset)) expect(found[offset]).toBe(0);
        }
        // Single marks of punctuation between two covered stretches are no passage.
        const words = [...text.matchAll(/\w+/g)].filter(({ index, 0: word }) =>
          [...word].every((_, letter) => !isCovered(index + letter)),
        );
        for (const { index } of words) expect(found[index]).toBe(1);
      }),
    );
  });
});
