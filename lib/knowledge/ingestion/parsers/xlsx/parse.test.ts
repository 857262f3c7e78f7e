import { describe, expect, it } from "vitest";
import { readUpload } from "../_office/read-upload";
import { makeXlsx, sheetRows } from "../_office/samples";

describe("workbooks", () => {
  it("shows values as cells do", async () => {
    const formats = [
      '<numFmt numFmtId="170" formatCode="&quot;$&quot;#,##0.00"/>',
      '<numFmt numFmtId="171" formatCode="0.0%"/>',
    ];
    const styles = `<numFmts>${formats.join("")}</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="14"/></cellXfs>`;
    const row =
      '<row r="3"><c r="B3" s="1"><v>1599.99</v></c><c r="C3" s="2"><v>0.125</v></c><c r="D3" s="3"><v>45000</v></c><c r="F3" t="b"><v>1</v></c><c r="G3" t="e"><v>#N/A</v></c><c r="H3" t="s"><v>0</v></c><c r="I3" t="str"><f>A1</f><v>sum</v></c></row>';
    const { text, structure } = await readUpload(
      makeXlsx(
        { Sheet1: row },
        { styles, strings: "<si><r><t>a_x000D_</t></r><r><t>b</t></r><rPh><t>x</t></rPh></si>" },
      ),
    );
    expect(text).toBe("Sheet1\n\n$1,599.99 | 12.5% | 2023-03-15 | TRUE | #N/A | a b | sum");
    expect(structure.find(({ kind }) => kind === "row")?.cells).toBe("B3:I3");
    expect(structure[0]).toMatchObject({ kind: "sheet", number: 1, title: "Sheet1" });
  });

  it("shows long numbers of products in full, and labels with their values as they are", async () => {
    const labels = [
      ["Name", "Ann Smith"],
      ["City", "Paris"],
    ];
    const { text } = await readUpload(
      makeXlsx({
        Codes: '<row r="1"><c r="A1"><v>4006381333931</v></c></row>',
        Form: sheetRows(labels),
      }),
    );
    expect(text).toBe("Codes\n\n4006381333931\n\nForm\n\nName | Ann Smith\nCity | Paris");
  });

  it("takes bold words above two columns for their names", async () => {
    const cell = (at: string, style: number, words: string) =>
      `<c r="${at}" s="${String(style)}" t="inlineStr"><is><t>${words}</t></is></c>`;
    const rows = `<row r="1">${cell("A1", 1, "Question")}${cell("B1", 1, "Answer")}</row><row r="2">${cell("A2", 0, "Who?")}${cell("B2", 0, "Ann.")}</row>`;
    const styles =
      '<fonts><font/><font><b/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs>';
    const { text } = await readUpload(makeXlsx({ FAQ: rows }, { styles }));
    expect(text).toBe("FAQ\n\nQuestion: Who?; Answer: Ann.");
  });

  it("finds tables: titles above, names of columns, side by side, after empty rows", async () => {
    const { text } = await readUpload(
      makeXlsx({
        Fees: sheetRows([
          ["Fees of all plans"],
          ["Plan", "Fee", null, "City", "Rent"],
          ["Basic", 5, null, "Paris", 900],
          ["Pro", 9, null, "Rome", 700],
          [],
          ["Max", 20],
        ]),
      }),
    );
    expect(text).toBe(
      "Fees\n\nFees of all plans\n\nPlan: Basic; Fee: 5\nPlan: Pro; Fee: 9\n\nCity: Paris; Rent: 900\nCity: Rome; Rent: 700\n\nMax | 20",
    );
  });

  it("keeps the names of columns over empty rows, and what merged cells say in each row", async () => {
    const rows = [
      ["Area", "Plan", "Fee"],
      ["North", "Basic", 5],
      [null, "Pro", 9],
      [],
      ["South", "Max", 20],
    ];
    const { text } = await readUpload(
      makeXlsx(
        { Fees: sheetRows(rows) },
        { after: '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>' },
      ),
    );
    expect(text).toBe(
      "Fees\n\nArea: North; Plan: Basic; Fee: 5\nArea: North; Plan: Pro; Fee: 9\n\nArea: South; Plan: Max; Fee: 20",
    );
  });

  it("reads hidden sheets and says so", async () => {
    const { text, warnings } = await readUpload(
      makeXlsx({ "Costs|hidden": sheetRows([["x", 1]]) }),
    );
    expect(text).toBe("Costs\n\nx | 1");
    expect(warnings).toEqual([{ code: "hidden-sheet", params: { name: "Costs" } }]);
  });

  it("is not fooled by cells at the far end", async () => {
    const far = '<row r="1048576"><c r="XFD1048576" t="str"><v>far</v></c></row>';
    expect((await readUpload(makeXlsx({ S: far }))).text).toBe("S\n\nfar");
  });

  it("refuses more rows than can be read", async () => {
    const rows = "<row><c><v>1</v></c></row>".repeat(200_001);
    await expect(readUpload(makeXlsx({ S: rows }))).rejects.toMatchObject({
      code: "ingestion.unsafe-archive",
    });
    const varied = Array.from({ length: 200_001 }, (_, at) => [at * 7919, Math.sin(at)]);
    await expect(readUpload(makeXlsx({ S: sheetRows(varied) }))).rejects.toMatchObject({
      code: "ingestion.too-many-rows",
    });
  });
});
