import { describe, expect, it } from "vitest";
import { HeadingLooks, layOutPage, type LaidOutPage } from "./page-layout";
import type { PageItem } from "./table-layout";

const BOLD = "Helvetica-Bold";
const line = (text: string, y: number, more: Partial<PageItem> = {}): PageItem => ({
  text,
  x: 70,
  y,
  width: text.length * 5,
  height: 10,
  fontName: "Helvetica",
  fontSize: 9,
  ...more,
});
const cells = (y: number, texts: readonly string[], fontName = "Helvetica") =>
  texts.map((text, index) => line(text, y, { x: 70 + index * 150, fontName }));

const ITEMS = [
  line("Acme manual", 20),
  line("Error codes", 80, { fontName: BOLD, fontSize: 14, height: 14 }),
  line("Do what the table says and", 110),
  line("switch it on again.", 122),
  line("• Stay calm.", 136),
  line("• Read on.", 149),
  ...cells(190, ["Code", "Meaning", "What to do"], BOLD),
  ...cells(210, ["E01", "Tank empty", "Fill the tank"]),
  ...cells(230, ["E02", "Too slow", "Check the hose"]),
  line("Call us if it happens again, at any time.", 270),
  line("Page 1 of 8", 780),
];
const TEXT =
  "# Error codes\n\nDo what the table says and switch it on again.\n\n- Stay calm.\n- Read on.";
/** As PDFium tears it apart: the last column on its own, the text below in the table. */
const TORN = `${TEXT}\n\n| Code | Meaning |\n|---|---|\n| E01 | Tank empty |\n| E02 | Too slow |\n| Call us | if it happens again, at any time. |\n\n| What to do |\n|---|\n| Fill the tank |\n| Check the hose |`;
const RIGHT = `${TEXT}\n\n| Code | Meaning | What to do |\n|---|---|---|\n| E01 | Tank empty | Fill the tank |\n| E02 | Too slow | Check the hose |\n\nCall us if it happens again, at any time.`;

const page = (change: Partial<LaidOutPage> = {}): LaidOutPage => ({
  markdown: TORN,
  height: 800,
  items: ITEMS,
  ...change,
});
const headingStyles = (pages: readonly LaidOutPage[]) => {
  const looks = new HeadingLooks();
  for (const one of pages) looks.add(one);
  return looks.styles();
};
const laidOut = (one: LaidOutPage) =>
  layOutPage(one, headingStyles([one]))?.map((block) => {
    const { rect: _rect, ...rest } = block;
    return rest.kind === "table" ? { ...rest, rowRects: undefined } : rest;
  }) ?? null;

describe("layOutPage", () => {
  it("puts a torn table together, with the text around it in order", () => {
    expect(laidOut(page())).toEqual([
      { kind: "heading", level: 1, text: "Error codes" },
      {
        kind: "paragraph",
        text: "Do what the table says and switch it on again.\n- Stay calm.\n- Read on.",
      },
      {
        kind: "table",
        header: ["Code", "Meaning", "What to do"],
        rows: [
          ["E01", "Tank empty", "Fill the tank"],
          ["E02", "Too slow", "Check the hose"],
        ],
      },
      { kind: "paragraph", text: "Call us if it happens again, at any time." },
    ]);
  });
  it("keeps what stands at the edge of the page unless the Markdown leaves it out", () => {
    const texts = JSON.stringify(laidOut(page({ markdown: `Acme manual\n\n${TORN}` })));
    expect(texts).toContain("Acme manual");
    expect(texts).not.toContain("Page 1 of 8");
  });
  it.each([
    ["has the tables right", page({ markdown: RIGHT })],
    [
      "draws a table that isn't found here",
      page({ markdown: `${TORN}\n\n| a | b |\n|---|---|\n| c | d |` }),
    ],
    ["is all there is", page({ items: [] })],
    ["belongs to text in columns", page({ items: [...ITEMS, ...cells(400, ["left", "right"])] })],
  ])("leaves it to the Markdown where that %s", (_, one) => expect(laidOut(one)).toBeNull());
});

describe("HeadingLooks", () => {
  it("takes no style of plain text for a heading's", () => {
    const styles = headingStyles([page({ markdown: `${TORN}\n\n## Page 1 of 8` })]);
    expect([...styles]).toEqual([[`${BOLD} 14.0`, 1]]);
  });
});
