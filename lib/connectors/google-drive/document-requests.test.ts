import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GoogleDocument } from "@/e2e/servers/google-drive/document";
import type { WrittenBlock, WrittenPart, WrittenRun } from "@/lib/connectors/_contract/writing";
import { requestsFor, type BodyEnd } from "./document-requests";

const block = (kind: WrittenBlock["kind"], ...runs: WrittenRun[]): WrittenBlock => ({ kind, runs });

function endOf(document: GoogleDocument): BodyEnd {
  const last = document.paragraphs().at(-1);
  const index = (last?.endIndex ?? 2) - 1;
  return { index, blank: last?.startIndex === index };
}

const write = (document: GoogleDocument, parts: readonly WrittenPart[]) => {
  document.apply(requestsFor(parts, endOf(document)));
};

describe("requests for a Google Doc", () => {
  it("count as Docs does: pictures and rare letters are two units", () => {
    const document = new GoogleDocument();
    const blocks = [
      block("heading", { text: "Urlaub 🏖️ in 東京?" }),
      block("text", { text: "👩‍👩‍👧 " }, { text: "bold 𠮷", bold: true }, { text: " end" }),
      block("bullet", { text: "one" }),
      block("bullet", { text: "two" }),
      block("quote", { text: "line\nbreak\tand tab" }),
    ];
    write(document, [{ id: "a", blocks }]);
    const told = document.paragraphs();
    expect(told.map(({ runs }) => runs.map(({ text }) => text))).toEqual([
      ["Urlaub 🏖️ in 東京?\n"],
      ["👩‍👩‍👧 ", "bold 𠮷", " end\n"],
      ["one\n"],
      ["two\n"],
      ["line\u000Bbreak and tab\n"],
      ["\n"],
    ]);
    expect(told[0]?.style).toEqual({ namedStyleType: "HEADING_2" });
    expect(told[1]?.runs[1]?.style).toEqual({ bold: true });
    expect(told.map(({ bullet }) => bullet !== null)).toEqual([
      false,
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(told[4]?.style).toMatchObject({ indentStart: { magnitude: 18 } });
  });

  it("begin a paragraph of their own behind what a person wrote at the end, without its looks", () => {
    const document = new GoogleDocument();
    document.apply([
      { insertText: { location: { index: 1 }, text: "My own note" } },
      {
        updateTextStyle: {
          range: { startIndex: 1, endIndex: 12 },
          textStyle: { bold: true },
          fields: "bold",
        },
      },
      {
        createParagraphBullets: {
          range: { startIndex: 1, endIndex: 12 },
          bulletPreset: "BULLET_DISC_CIRCLE_SQUARE",
        },
      },
    ]);
    write(document, [{ id: "a", blocks: [block("text", { text: "Added" })] }]);
    const [own, added] = document.paragraphs();
    expect(own).toMatchObject({ runs: [{ text: "My own note\n" }] });
    expect(own?.bullet).not.toBeNull();
    expect(added).toMatchObject({ runs: [{ text: "Added\n", style: {} }], bullet: null });
  });

  const text = fc.string({ unit: fc.constantFrom(..."ab \t\n\r\u0001\u000B\uE000\uD83D東𠮷😀é") });
  const run = fc.record(
    { text, bold: fc.boolean(), italic: fc.boolean(), href: fc.constant("https://example.com") },
    { requiredKeys: ["text"] },
  );
  const kind = fc.constantFrom<WrittenBlock["kind"][]>(
    "title",
    "heading",
    "subheading",
    "text",
    "bullet",
    "number",
    "quote",
  );
  const blocks = fc.array(fc.record({ kind, runs: fc.array(run, { maxLength: 4 }) }), {
    maxLength: 6,
  });

  it("give what was asked for, whatever the words, however often something is added", () => {
    fc.assert(
      fc.property(fc.array(fc.array(blocks, { maxLength: 3 }), { maxLength: 3 }), (rounds) => {
        const document = new GoogleDocument();
        const expected: { text: string; bold: string }[] = [];
        for (const [round, given] of rounds.entries()) {
          const parts = given.map((each, index) => ({
            id: `${String(round)}-${String(index)}`,
            blocks: each,
          }));
          const requests = requestsFor(parts, endOf(document));
          if (requests.length > 0) document.apply(requests);
          expected.push(...given.flat().map(asWritten));
        }
        const told = document.paragraphs();
        expect(told.slice(0, -1).map(paragraph)).toEqual(expected);
        const names = document.json("id", "title").namedRanges as Record<string, unknown>;
        const filled = rounds.flat().filter((each) => each.length > 0);
        expect(Object.keys(names)).toHaveLength(filled.length);
      }),
      { numRuns: 40 },
    );
  });
});

const shown = (text: string) =>
  text
    .replace(/\r\n?|\n/g, "\u000B")
    .replaceAll("\t", " ")
    .replace(/[\u0001\uE000]/g, "")
    .replace(/\p{Surrogate}/gu, "\uFFFD");

function asWritten({ runs }: WrittenBlock) {
  const of = (found: readonly WrittenRun[]) => found.map(({ text }) => shown(text)).join("");
  return { text: of(runs), bold: of(runs.filter(({ bold }) => bold)) };
}

function paragraph({ runs }: ReturnType<GoogleDocument["paragraphs"]>[number]) {
  const of = (found: typeof runs) => found.map(({ text }) => text).join("");
  return {
    text: of(runs).slice(0, -1),
    bold: of(runs.filter(({ style }) => style.bold === true)).replace(/\n$/, ""),
  };
}
