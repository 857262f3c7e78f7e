import { describe, expect, it } from "vitest";
import { utils, write } from "@e965/xlsx";
import { readUpload } from "../_office/read-upload";
import { makeXls } from "../_office/samples";

describe("old and binary workbooks (.xls, .xlsb)", () => {
  it("reads rows with their cells", async () => {
    const { text, structure, format } = await readUpload(
      makeXls([
        ["Plan", "Fee"],
        ["Größe", 5.5],
      ]),
    );
    expect(format).toBe("xls");
    expect(text).toBe("Fees\n\nPlan: Größe; Fee: 5.5");
    expect(structure.map(({ kind, cells }) => cells ?? kind)).toEqual([
      "sheet",
      "heading",
      "A1:B2",
      "A2:B2",
    ]);
  });

  it("shows dates and percents as cells do, and notes hidden sheets", async () => {
    const sheet = utils.aoa_to_sheet([["x", 45_000, 0.25]]);
    Object.assign(sheet.B1 as object, { z: "d-mmm-yy" });
    Object.assign(sheet.C1 as object, { z: "0%" });
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([["y"]]), "Open");
    utils.book_append_sheet(book, sheet, "Costs");
    utils.book_set_sheet_visibility(book, "Costs", 1);
    for (const bookType of ["biff8", "xlsb"] as const) {
      const { text, warnings } = await readUpload(
        Buffer.from(write(book, { type: "buffer", bookType }) as Uint8Array),
      );
      expect(text).toBe("Open\n\ny\n\nCosts\n\nx | 15-Mar-23 | 25%");
      expect(warnings).toEqual([{ code: "hidden-sheet", params: { name: "Costs" } }]);
    }
  });
});
