import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunkDocument } from "../chunk";
import { anchorOf } from "./anchor";
import { correctChunks } from "./correct";

const text = Array.from(
  { length: 60 },
  (_, at) => `Rule ${String(at)} says that door ${String(at * 7)} stays shut.`,
).join(" ");
const document = { text, structure: [] };

describe("larger passages around corrected text", () => {
  const range = fc
    .tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 300 }))
    .map(([start, length]) => ({ start, end: Math.min(text.length, start + length) }));
  const cutting = fc
    .tuple(fc.integer({ min: 10, max: 40 }), fc.integer({ min: 1, max: 160 }))
    .map(([size, more]) => ({
      ...{ strategy: "parent" as const, unit: "tokens" as const },
      ...{ size, parent: size + more },
    }));

  it("share no character with it, hold those that name them, and begin with the first of them", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 4 }), cutting, (covered, how) => {
        const corrections = covered.map((one, at) => ({
          ...{ id: `c${String(at)}`, kind: "exclude" as const, text: null },
          anchor: anchorOf(text, one),
        }));
        const chunks = correctChunks(text, chunkDocument(document, how), corrections);
        const byOrdinal = new Map(chunks.map((chunk) => [chunk.ordinal, chunk]));
        const begun = new Set<number>();
        for (const { ordinal, parent, start, end } of chunks) {
          if (!parent) continue;
          expect(parent.start <= start && end <= parent.end).toBe(true);
          expect(parent.end - parent.start).toBeGreaterThan(end - start);
          for (const one of covered) {
            expect(one.start >= parent.end || one.end <= parent.start).toBe(true);
          }
          // The one that keeps the text says the same of it, and comes no later.
          expect(byOrdinal.get(parent.first)?.parent).toEqual(parent);
          if (ordinal === parent.first) begun.add(ordinal);
          expect(begun.has(parent.first)).toBe(true);
        }
      }),
    );
  });

  it("stay as they were where nothing is corrected", () => {
    const how = { strategy: "parent", unit: "tokens", size: 20, parent: 120 } as const;
    const chunks = chunkDocument(document, how);
    expect(correctChunks(text, chunks, []).map(({ parent }) => parent)).toEqual(
      chunks.map(({ parent }) => parent),
    );
  });
});
