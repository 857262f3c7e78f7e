import { describe, expect, it } from "vitest";
import { quoteBoxes, type TextRun } from "./quote-boxes";
import { nextKey, regionsOnPage, type DrawnRegion } from "./regions";
import { cellsOf, tablesOf } from "./sheet-rows";

const frame = { left: 0, bottom: 0, width: 100, height: 200 };
/** A line of text from the left edge, ten units for a letter. */
const run = (str: string, baseline: number): TextRun => ({
  str,
  transform: [10, 0, 0, 10, 0, baseline],
  width: str.length * 10,
  height: 10,
});

describe("quoteBoxes", () => {
  const runs = [run("You get ", 150), run("28 days", 150), run("of leave.", 130)];

  it("finds a quote across runs, whatever their spaces and hyphens are", () => {
    const boxes = quoteBoxes(runs, "28 days of leave", { frame, page: 3, near: [] });
    expect(boxes).toHaveLength(2);
    expect(boxes[0]).toMatchObject({ page: 3, left: 0, width: 0.7 });
    expect(boxes[0]?.top).toBeCloseTo(1 - (150 + 7.8) / 200);
    const hyphened = [run("annu-", 150), run("al leave", 130)];
    expect(quoteBoxes(hyphened, "annual leave", { frame, page: 1, near: [] })).toHaveLength(2);
  });

  it("marks only the letters of the quote", () => {
    const [box] = quoteBoxes([run("You get it", 150)], "get", { frame, page: 1, near: [] });
    expect(box?.left).toBeCloseTo(0.4);
    expect(box?.width).toBeCloseTo(0.3);
  });

  it("takes of equal places the one in the paragraph it is from", () => {
    const twice = [run("28 days", 150), run("28 days", 50)];
    const near = [{ page: 1, left: 0, top: 0.7, width: 1, height: 0.1 }];
    const [box] = quoteBoxes(twice, "28 days", { frame, page: 1, near });
    expect(box?.top).toBeCloseTo(1 - (50 + 7.8) / 200);
    expect(quoteBoxes(twice, "29 days", { frame, page: 1, near })).toEqual([]);
  });
});

describe("regionsOnPage", () => {
  const box = { page: 2, left: 0.1, top: 0.2, width: 0.5, height: 0.1 };
  const regions: DrawnRegion[] = [
    { key: "a", name: "1", boxes: [box, { ...box, page: 3 }], excluded: true },
    { key: "b", name: "2", boxes: [box, { ...box, top: 0.4 }], excluded: false },
  ];

  it("draws a place once that several passages have in common", () => {
    const placed = regionsOnPage(regions, 2);
    expect(placed.map(({ keys, top, excluded }) => [keys, top, excluded])).toEqual([
      [["a", "b"], 0.2, false],
      [["b"], 0.4, false],
    ]);
  });

  it("chooses one passage of a place after the other", () => {
    expect(nextKey(["a", "b"], null)).toBe("a");
    expect(nextKey(["a", "b"], "a")).toBe("b");
    expect(nextKey(["a", "b"], "b")).toBe("a");
    expect(nextKey(["a", "b"], "c")).toBe("a");
  });
});

describe("the table of a sheet", () => {
  it("has the cells of each row under their columns, also where some are empty", () => {
    const header = ["Item", "Price", "Note"];
    expect(cellsOf(header, "Item: Cup; Price: 4; Note: blue; small")).toEqual([
      "Cup",
      "4",
      "blue; small",
    ]);
    expect(cellsOf(header, "Item: Lid; Note: red")).toEqual(["Lid", "", "red"]);
    expect(cellsOf([], "Cup | 4")).toEqual(["Cup", "4"]);
  });

  it("knows the place of each row in the text and in the original", () => {
    const text = "Prices\n\nItem: Cup; Price: 4\nItem: Lid; Price: 1";
    const at = (part: string) => ({
      start: text.indexOf(part),
      end: text.indexOf(part) + part.length,
    });
    const [table] = tablesOf({
      text,
      textStart: 0,
      structure: [
        { kind: "sheet", title: "Prices", number: 1, start: 0, end: text.length },
        { kind: "table", title: "Item | Price", ...at(text.slice(8)), cells: "A1:B3" },
        { kind: "row", number: 1, ...at("Item: Cup; Price: 4"), cells: "A2:B2" },
        { kind: "row", number: 2, ...at("Item: Lid; Price: 1"), cells: "A3:B3" },
      ],
    });
    expect(table).toMatchObject({ sheet: "Prices", header: ["Item", "Price"] });
    expect(table?.rows).toEqual([
      { ...at("Item: Cup; Price: 4"), place: "A2:B2", cells: ["Cup", "4"] },
      { ...at("Item: Lid; Price: 1"), place: "A3:B3", cells: ["Lid", "1"] },
    ]);
  });
});
