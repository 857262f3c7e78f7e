import { describe, expect, it } from "vitest";
import { regionFinder } from "./regions";

const box = { left: 0.1, top: 0.2, width: 0.5, height: 0.1 };

describe("regionFinder", () => {
  it("gives the boxes of what a passage covers, with the page each is on", () => {
    const find = regionFinder([
      { kind: "page", number: 1, start: 0, end: 20 },
      { kind: "block", start: 0, end: 9, box },
      { kind: "block", start: 10, end: 20, box: { ...box, top: 0.4 } },
      { kind: "page", number: 2, start: 22, end: 40 },
      { kind: "block", start: 22, end: 40, box },
    ]);
    expect(find({ start: 12, end: 30 })).toEqual({
      page: 1,
      sheet: null,
      cells: [],
      boxes: [
        { ...box, top: 0.4, page: 1 },
        { ...box, page: 2 },
      ],
    });
  });

  it("gives the cells of rows, and the name of their sheet", () => {
    const find = regionFinder([
      { kind: "sheet", number: 2, title: "Prices", start: 0, end: 30 },
      { kind: "row", number: 1, start: 0, end: 10, cells: "A2:C2" },
      { kind: "row", number: 2, start: 11, end: 20, cells: "A3:C3" },
    ]);
    expect(find({ start: 11, end: 20 })).toEqual({
      page: 2,
      sheet: "Prices",
      cells: ["A3:C3"],
      boxes: [],
    });
  });

  it("says nothing where the format says nothing", () => {
    const nothing = { page: null, sheet: null, cells: [], boxes: [] };
    expect(regionFinder([])({ start: 0, end: 5 })).toEqual(nothing);
  });
});
