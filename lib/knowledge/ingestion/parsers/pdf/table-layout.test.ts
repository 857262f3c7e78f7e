import { describe, expect, it } from "vitest";
import { linesOf, tablesOf, type PageItem } from "./table-layout";

const item = (text: string, at: Partial<PageItem> = {}): PageItem => ({
  text,
  x: 70,
  y: 100,
  width: text.length * 5,
  height: 10,
  fontName: "Helvetica",
  fontSize: 9,
  ...at,
});

/** Lines of cells at the given left edges, `pitch` points apart, the first one bold. */
function drawn(
  rows: readonly (readonly string[])[],
  { edges = [70, 200, 330], pitch = 20 }: { edges?: number[]; pitch?: number } = {},
): PageItem[] {
  return rows.flatMap((cells, row) =>
    cells.flatMap((text, column) =>
      text === ""
        ? []
        : [
            item(text, {
              x: edges[column] ?? 0,
              y: 100 + row * pitch,
              fontName: row === 0 ? "Helvetica-Bold" : "Helvetica",
            }),
          ],
    ),
  );
}
const HEADER = ["Code", "Meaning", "What to do"];
const tables = (items: readonly PageItem[]) =>
  tablesOf(linesOf(items)).map(({ from, to, header, rows }) => ({ from, to, header, rows }));

describe("linesOf", () => {
  it("puts items of one height on one line, whatever their order and size", () => {
    const lines = linesOf([
      item("right", { x: 300, y: 101, height: 12 }),
      item("below", { y: 120 }),
      item("left"),
      item("  ", { x: 500 }),
    ]);
    expect(lines.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      ["left", "right"],
      ["below"],
    ]);
  });
  it("joins what stands close together, and a bullet with its item", () => {
    const [close, bullet] = linesOf([
      item("one", { width: 15 }),
      item("two", { x: 88 }),
      item("•", { y: 120, width: 4 }),
      item("an item", { x: 90, y: 120 }),
    ]);
    expect(close?.cells.map(({ text }) => text)).toEqual(["one two"]);
    expect(bullet?.cells.map(({ text }) => text)).toEqual(["• an item"]);
  });
});

describe("tablesOf", () => {
  const rows = [
    ["E01", "Tank empty", "Fill the tank"],
    ["E02", "Too slow", "Check the hose"],
  ];

  it("keeps every column", () => {
    expect(tables(drawn([HEADER, ...rows]))).toEqual([{ from: 0, to: 3, header: HEADER, rows }]);
  });
  it("joins cells of several lines to their row", () => {
    const loose = drawn([HEADER, ...rows], { pitch: 32 });
    const wrapped = [
      item("and push it in", { x: 330, y: 143 }),
      item("or gone", { x: 200, y: 143 }),
    ];
    expect(tables([...loose, ...wrapped])[0]?.rows).toEqual([
      ["E01", "Tank empty or gone", "Fill the tank and push it in"],
      rows[1],
    ]);
    const tight = drawn([HEADER, rows[0] ?? [], ["", "or gone", ""], rows[1] ?? []], { pitch: 12 });
    expect(tables(tight)[0]?.rows[0]).toEqual(["E01", "Tank empty or gone", "Fill the tank"]);
  });
  it("joins a header of several lines", () => {
    const second = item("then", { x: 330, y: 111, fontName: "Helvetica-Bold" });
    expect(tables([...drawn([HEADER, ...rows]), second])[0]?.header).toEqual([
      "Code",
      "Meaning",
      "What to do then",
    ]);
  });
  it("keeps empty cells, and cells aligned on the right or in the middle", () => {
    const items = drawn([HEADER, ["E01", "", "Fill the tank"], ["E02", "", "Check"]]);
    const header = items.find(({ text }) => text === "Meaning");
    const end = (header?.x ?? 0) + (header?.width ?? 0);
    const middle = (header?.x ?? 0) + (header?.width ?? 0) / 2;
    items.push(item("9.50", { x: end - 20, y: 120, width: 20 }));
    items.push(item("10", { x: middle - 5, y: 140, width: 10 }));
    expect(tables(items)[0]?.rows).toEqual([
      ["E01", "9.50", "Fill the tank"],
      ["E02", "10", "Check"],
    ]);
  });
  it("ends before the text below it, also when that is short", () => {
    for (const text of ["If E05 appears twice a week, call us at once.", "See below."]) {
      const found = tables([...drawn([HEADER, ...rows]), item(text, { y: 170 })]);
      expect(found).toEqual([{ from: 0, to: 3, header: HEADER, rows }]);
    }
  });
  it.each([
    [
      "a header that looks like the rows",
      drawn([HEADER, ...rows]).map((one) => ({ ...one, fontName: "F" })),
    ],
    ["one row", drawn([HEADER, ["E01", "Tank empty", "Fill the tank"]])],
    [
      "columns of prose",
      drawn(
        [
          ["Left title", "Right title"],
          ["words that go on and on for a line", "and so on in the other column"],
          ["until the whole of the column is full", "and so on in the other column"],
        ],
        { edges: [70, 400] },
      ),
    ],
    ["text", [item("A title", { fontName: "Helvetica-Bold" }), item("Some text.", { y: 120 })]],
  ])("finds no table in %s", (_, items) => expect(tables(items)).toEqual([]));
});
