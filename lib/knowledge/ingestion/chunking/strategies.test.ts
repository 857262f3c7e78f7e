import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunkDocument } from "../chunk";
import { countTokens } from "@/lib/grounding/text/count-tokens";
import { DocumentBuilder } from "../parsers/document-builder";
import { chunkingSchema, storedChunking, type Chunking } from "./chunking";

const line = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 120 }),
  fc.lorem({ mode: "sentences", maxCount: 6 }),
);
const block = fc.oneof(
  fc.tuple(fc.constant("heading"), line),
  fc.tuple(fc.constant("text"), line),
  fc.tuple(fc.constant("table"), line),
);
/** Pages of headings, paragraphs and tables. */
const documents = fc.array(fc.array(block, { maxLength: 5 }), { maxLength: 4 }).map((pages) => {
  const builder = new DocumentBuilder();
  pages.forEach((blocks, number) => {
    builder.page(number + 1, () => {
      blocks.forEach(([kind, text], at) => {
        if (kind === "heading") builder.heading((at % 3) + 1, text);
        else if (kind === "text") builder.paragraph(text);
        else
          builder.table(
            ["Name", "Value"],
            text.split(" ").map((word) => [word, `${word}!`]),
          );
      });
    });
  });
  return builder.build();
});
const size = fc.integer({ min: 8, max: 60 });
const chunkings: fc.Arbitrary<Chunking> = fc.oneof(
  size.map((most) => ({ strategy: "sentences", unit: "tokens", size: most, overlap: 4 }) as const),
  size.map((most) => ({ strategy: "page", unit: "tokens", size: most }) as const),
  fc
    .tuple(size, fc.integer({ min: 1, max: 4 }))
    .map(([most, rows]) => ({ strategy: "row", unit: "tokens", size: most, rows }) as const),
  fc
    .tuple(size, fc.integer({ min: 1, max: 3 }))
    .map(([most, level]) => ({ strategy: "heading", unit: "tokens", size: most, level }) as const),
  fc
    .tuple(size, fc.integer({ min: 1, max: 120 }))
    .map(
      ([most, more]) =>
        ({ strategy: "parent", unit: "tokens", size: most, parent: most + more }) as const,
    ),
);

describe("every strategy", () => {
  it("gives passages that are exactly the stored text, in order, none blank or too large", () => {
    fc.assert(
      fc.property(documents, chunkings, (document, chunking) => {
        const chunks = chunkDocument(document, chunking);
        chunks.forEach((chunk, ordinal) => {
          expect(chunk.ordinal).toBe(ordinal);
          expect(document.text.slice(chunk.start, chunk.end)).toBe(chunk.text);
          expect(chunk.text.trim()).not.toBe("");
          expect(chunk.start).toBeGreaterThan(chunks[ordinal - 1]?.start ?? -1);
          // A heading that stands for itself, and single words longer than a passage, can't be cut further.
          if (/\s/.test(chunk.text) && !document.structure.some((m) => m.title === chunk.text)) {
            expect(countTokens(chunk.text)).toBeLessThanOrEqual(2 * chunking.size);
          }
        });
      }),
    );
  });

  it("leaves no visible character out but headings", () => {
    fc.assert(
      fc.property(documents, chunkings, (document, chunking) => {
        const covered = new Uint8Array(document.text.length);
        for (const { start, end } of chunkDocument(document, chunking)) covered.fill(1, start, end);
        for (const mark of document.structure) {
          if (mark.kind === "heading") covered.fill(1, mark.start, mark.end);
        }
        for (let at = 0; at < covered.length; at += 1) {
          if (!covered[at]) expect(document.text.charAt(at)).toMatch(/\s/);
        }
      }),
    );
  });
});

describe("small passages within larger ones", () => {
  const parentChild = fc
    .tuple(size, fc.integer({ min: 1, max: 120 }))
    .map(([small, more]): Chunking & { strategy: "parent" } => ({
      ...{ strategy: "parent", unit: "tokens", size: small, parent: small + more },
    }));

  it("lie in the one they name, which is cut into nothing else and overlaps no other", () => {
    fc.assert(
      fc.property(documents, parentChild, (document, chunking) => {
        const chunks = chunkDocument(document, chunking);
        let end = 0;
        for (const { ordinal, parent, ...chunk } of chunks) {
          const around = parent ?? chunk;
          if (!parent || parent.first === ordinal) {
            expect(around.start).toBeGreaterThanOrEqual(end);
            expect(chunk.start).toBe(around.start);
            end = around.end;
          } else {
            expect(chunks[ordinal - 1]?.parent).toEqual(parent);
          }
          expect(chunk.end).toBeLessThanOrEqual(end);
          const next = chunks[ordinal + 1];
          if (parent && next?.parent?.first !== parent.first) expect(chunk.end).toBe(parent.end);
        }
      }),
    );
  });

  it("keep both to their sizes, and never cross a heading", () => {
    fc.assert(
      fc.property(documents, parentChild, (document, chunking) => {
        for (const { parent } of chunkDocument(document, chunking)) {
          if (!parent) continue;
          const text = document.text.slice(parent.start, parent.end);
          expect(countTokens(text)).toBeLessThanOrEqual(2 * chunking.parent);
          const crossed = document.structure.some(
            ({ kind, start }) => kind === "heading" && start > parent.start && start < parent.end,
          );
          expect(crossed).toBe(false);
        }
      }),
    );
  });
});

describe("the strategies", () => {
  const builder = new DocumentBuilder();
  builder.page(1, () => {
    builder.heading(1, "Prices");
    builder.paragraph("All prices are in euros.");
    builder.table(
      ["Item", "Price"],
      [
        ["Lamp", "12"],
        ["Desk", "80"],
        ["Chair", "45"],
      ],
    );
  });
  builder.page(2, () => {
    builder.heading(2, "Returns");
    builder.paragraph("Send it back within a month.");
    builder.heading(1, "Contact");
    builder.paragraph("Call us.");
  });
  const document = builder.build();
  const cut = (chunking: Chunking) =>
    chunkDocument(document, chunking).map(({ headings, text, page }) => [
      page,
      headings.join(" > "),
      text.replace(/\s+/g, " "),
    ]);

  it("cut by page, a page's own headings within its text", () => {
    expect(cut({ strategy: "page", unit: "tokens", size: 200 })).toEqual([
      [
        1,
        "",
        "Prices All prices are in euros. Item: Lamp; Price: 12 Item: Desk; Price: 80 Item: Chair; Price: 45",
      ],
      [2, "Prices", "Returns Send it back within a month. Contact Call us."],
    ]);
  });

  it("cut by rows, never mixed with other text", () => {
    const passages = cut({ strategy: "row", unit: "tokens", size: 200, rows: 2 });
    expect(passages.slice(0, 3)).toEqual([
      [1, "Prices", "All prices are in euros."],
      [1, "Prices", "Item: Lamp; Price: 12 Item: Desk; Price: 80"],
      [1, "Prices", "Item: Chair; Price: 45"],
    ]);
  });

  it("cut small within large, and leave alone what is small already", () => {
    const text = "One is first. Two is next. Three is then. Four is last.";
    const marks = [{ kind: "heading" as const, level: 1, title: "N", start: 0, end: 0 }];
    const chunks = chunkDocument(
      { text: `${text}\n\nEnd.`, structure: marks },
      { strategy: "parent", unit: "tokens", size: 8, parent: 16 },
    );
    expect(chunks.map((chunk) => [chunk.text, chunk.parent?.first ?? null])).toEqual([
      ["One is first. Two is next.", 0],
      ["Three is then. Four is last.", 0],
      ["End.", null],
    ]);
    expect(text.slice(chunks[0]?.parent?.start, chunks[0]?.parent?.end)).toBe(text);
  });

  it("cut by heading, deeper ones within the text", () => {
    const passages = cut({ strategy: "heading", unit: "tokens", size: 200, level: 1 });
    expect(passages.map(([, headings]) => headings)).toEqual(["Prices", "Contact"]);
    expect(passages[0]?.[2]).toContain("Returns Send it back");
  });
});

describe("chunkings", () => {
  it("are refused when the overlap is no smaller than the passage", () => {
    const chunking = { strategy: "sentences", unit: "tokens", size: 50, overlap: 50 };
    expect(chunkingSchema.safeParse(chunking).success).toBe(false);
    expect(chunkingSchema.safeParse({ ...chunking, overlap: 49 }).success).toBe(true);
  });

  it("are refused when the small passage is no smaller than the one around it", () => {
    const chunking = { strategy: "parent", unit: "tokens", size: 64, parent: 64 };
    expect(chunkingSchema.safeParse(chunking).success).toBe(false);
    expect(chunkingSchema.safeParse({ ...chunking, parent: 65 }).success).toBe(true);
  });

  it("that were stored before there were strategies are of sentences", () => {
    expect(storedChunking({ unit: "tokens", size: 200, overlap: 40 })).toEqual({
      strategy: "sentences",
      unit: "tokens",
      size: 200,
      overlap: 40,
    });
  });
});
