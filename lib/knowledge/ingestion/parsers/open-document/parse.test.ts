import { describe, expect, it } from "vitest";
import { readUpload } from "../_office/read-upload";
import { makeOpenDocument } from "../_office/samples";
import { makeZip } from "../_office/testing";

describe("OpenDocument", () => {
  it("reads texts: numbered headings, lists, notes, margins, without deleted text", async () => {
    const level = (name: string, at: number, more: string) =>
      `<text:${name} text:level="${String(at)}" ${more}/>`;
    const styles = `<text:outline-style>${level("outline-level-style", 1, 'style:num-format="1"')}</text:outline-style><office:master-styles><style:master-page><style:header><text:p>Acme</text:p></style:header><style:footer><text:p>Internal <text:page-number>3</text:page-number></text:p></style:footer></style:master-page></office:master-styles>`;
    const automatic = `<text:list-style style:name="L1">${level("list-level-style-number", 1, 'style:num-format="a" style:num-suffix=")"')}${level("list-level-style-bullet", 2, "")}</text:list-style>`;
    const item = (inner: string) => `<text:list-item>${inner}</text:list-item>`;
    const { text } = await readUpload(
      makeOpenDocument(
        "text",
        `<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:h text:outline-level="1">Policy</text:h>
         <text:p>Fees  are<text:s text:c="1"/><text:a xlink:href="https://x.test">5 €</text:a><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>No tax.</text:p></text:note-body></text:note><office:annotation><text:p>Really?</text:p></office:annotation>.</text:p>
         <text:list text:style-name="L1">${item(`<text:p>one</text:p><text:list>${item("<text:p>inner</text:p>")}</text:list>`)}${item("<text:p>two</text:p>")}</text:list>`,
        { styles, automatic },
      ),
    );
    expect(text).toBe(
      "Acme\n\n1 Policy\n\nFees are 5 €. <https://x.test>\n\n[No tax.]\n\na) one\n- inner\nb) two\n\nInternal",
    );
  });

  it("takes titles for headings, whatever was changed of their style", async () => {
    const { structure } = await readUpload(
      makeOpenDocument(
        "text",
        '<text:p text:style-name="P1">Policy</text:p><text:p text:style-name="P2">Text.</text:p>',
        {
          automatic:
            '<style:style style:name="P1" style:parent-style-name="Title"/><style:style style:name="P2" style:parent-style-name="Standard"/>',
        },
      ),
    );
    expect(structure.map(({ kind, level, title }) => [kind, level, title])).toEqual([
      ["heading", 1, "Policy"],
    ]);
  });

  it("reads workbooks as they are shown, with repeated and empty cells", async () => {
    const cell = (text: string, more = "") =>
      `<table:table-cell ${more}><text:p>${text}</text:p></table:table-cell>`;
    const row = (cells: string, more = "") => `<table:table-row ${more}>${cells}</table:table-row>`;
    const { text, structure, format, warnings } = await readUpload(
      makeOpenDocument(
        "spreadsheet",
        `<table:table table:name="Fees" table:style-name="ta1">${row("<table:table-cell/>", 'table:number-rows-repeated="3"')}
         ${row(cell("Plan") + cell("Fee"))}${row(cell("Basic") + cell("5,00 €", 'office:value-type="currency" office:value="5"'))}
         ${row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="1048000"')}</table:table>`,
        {
          automatic:
            '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>',
        },
      ),
    );
    expect(format).toBe("ods");
    expect(text).toBe("Fees\n\nPlan: Basic; Fee: 5,00 €");
    expect(structure.find(({ kind }) => kind === "table")?.cells).toBe("A4:B5");
    expect(warnings).toEqual([{ code: "hidden-sheet", params: { name: "Fees" } }]);
  });

  it("leaves hidden text out", async () => {
    const { text } = await readUpload(
      makeOpenDocument(
        "text",
        '<text:p>Shown<text:span text:style-name="T1"> secret</text:span>.</text:p><text:p text:style-name="P1">gone</text:p>',
        {
          automatic:
            '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style><style:style style:name="P1" style:parent-style-name="T1"/>',
        },
      ),
    );
    expect(text).toBe("Shown.");
  });

  it("repeats a cell that spans rows of a sheet", async () => {
    const cell = (text: string, more = "") =>
      `<table:table-cell ${more}><text:p>${text}</text:p></table:table-cell>`;
    const row = (cells: string) => `<table:table-row>${cells}</table:table-row>`;
    const { text } = await readUpload(
      makeOpenDocument(
        "spreadsheet",
        `<table:table table:name="Teams">${row(cell("Team") + cell("Member") + cell("City"))}
         ${row(cell("Red", 'table:number-rows-spanned="2"') + cell("Ann") + cell("Rome"))}
         ${row("<table:covered-table-cell/>" + cell("Bob") + cell("Paris"))}</table:table>`,
      ),
    );
    expect(text).toBe(
      "Teams\n\nTeam: Red; Member: Ann; City: Rome\nTeam: Red; Member: Bob; City: Paris",
    );
  });

  it("reads what the speaker noted, whatever the frame is called", async () => {
    const frame = (text: string, more = "") =>
      `<draw:frame ${more}><draw:text-box><text:p>${text}</text:p></draw:text-box></draw:frame>`;
    const { text } = await readUpload(
      makeOpenDocument(
        "presentation",
        `<draw:page>${frame("Plan", 'presentation:class="title"')}<presentation:notes>${frame("Mention the budget.")}${frame("7", 'presentation:class="page-number"')}</presentation:notes></draw:page>`,
      ),
    );
    expect(text).toBe("Plan\n\nMention the budget.");
  });

  it("reads flat files, and files of OpenOffice 1", async () => {
    const names =
      'xmlns:office="o" xmlns:text="t" xmlns:table="b" office:mimetype="application/vnd.oasis.opendocument.text"';
    const flat = `<?xml version="1.0"?><office:document ${names}><office:body><office:text><text:h text:outline-level="1">Fees</text:h><text:p>Five euros.</text:p></office:text></office:body></office:document>`;
    expect(await readUpload(Buffer.from(flat))).toMatchObject({
      format: "odt",
      text: "Fees\n\nFive euros.",
    });
    const old = makeZip({
      mimetype: "application/vnd.sun.xml.calc",
      "content.xml":
        '<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><table:table table:name="Fees"><table:table-row><table:table-cell><text:p>Five</text:p></table:table-cell></table:table-row></table:table></office:body></office:document-content>',
    });
    expect(await readUpload(old)).toMatchObject({ format: "ods", text: "Fees\n\nFive" });
  });
});
