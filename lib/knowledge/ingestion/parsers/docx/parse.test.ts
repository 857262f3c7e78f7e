import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Document,
  ExternalHyperlink,
  Footer,
  FootnoteReferenceRun,
  Header,
  HeadingLevel,
  InsertedTextRun,
  LevelFormat,
  Packer,
  Paragraph,
  TextRun,
} from "docx";
import { describe, expect, it } from "vitest";
import { readUpload, WITH_COMMENTS } from "../_office/read-upload";
import { makeXlsx, sheetRows } from "../_office/samples";
import { makePackage } from "../_office/testing";

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const makeWord = (
  body: string,
  parts: Record<string, string> = {},
  links: [string, string, string, true?][] = [],
) =>
  makePackage(
    { part: "word/document.xml", type: WORD },
    { "word/document.xml": `<w:document><w:body>${body}</w:body></w:document>`, ...parts },
    { "word/document.xml": links },
  );
const p = (text: string, properties = "") =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;

describe("Word documents", () => {
  it("reads what a program for documents writes: margins, numbers, notes, changes and links", async () => {
    const children = [
      new Paragraph({
        text: "Policy",
        heading: HeadingLevel.HEADING_1,
        numbering: { reference: "n", level: 0 },
      }),
      new Paragraph({
        text: "Scope",
        heading: HeadingLevel.HEADING_2,
        numbering: { reference: "n", level: 1 },
      }),
      new Paragraph({
        children: [
          new TextRun("Fees are "),
          new InsertedTextRun({ text: "5 €", id: 1, author: "a", date: "2025-01-01T00:00:00Z" }),
          new DeletedTextRun({ text: "4 €", id: 2, author: "a", date: "2025-01-01T00:00:00Z" }),
          new TextRun({ text: "secret", vanish: true }),
          new FootnoteReferenceRun(1),
          new CommentRangeStart(0),
          new ExternalHyperlink({
            link: "https://x.test/fees",
            children: [new TextRun(" a month")],
          }),
          new CommentRangeEnd(0),
          new TextRun({ children: [new CommentReference(0)] }),
          new TextRun("."),
        ],
      }),
    ];
    const level = (at: number, text: string) => ({ level: at, format: LevelFormat.DECIMAL, text });
    const bytes = await Packer.toBuffer(
      new Document({
        numbering: { config: [{ reference: "n", levels: [level(0, "%1."), level(1, "%1.%2")] }] },
        footnotes: { 1: { children: [new Paragraph("Without tax.")] } },
        comments: {
          children: [
            { id: 0, author: "Ann", date: new Date(0), children: [new Paragraph("Really?")] },
          ],
        },
        sections: [
          {
            headers: { default: new Header({ children: [new Paragraph("Acme")] }) },
            footers: { default: new Footer({ children: [new Paragraph("Internal")] }) },
            children,
          },
        ],
      }),
    );
    const lines = ["Acme", "1. Policy", "1.1 Scope", "Fees are 5 € a month. <https://x.test/fees>"];
    expect((await readUpload(bytes)).text).toBe(
      [...lines, "[Without tax.]", "Internal"].join("\n\n"),
    );
    expect((await readUpload(bytes, WITH_COMMENTS)).text).toBe(
      [...lines, "[Without tax.]", "[Really?]", "Internal"].join("\n\n"),
    );
  });

  it("reads a text box once, though it is stored in two ways", async () => {
    const box = (inner: string) => `<w:txbxContent>${p(inner)}</w:txbxContent>`;
    const { text } = await readUpload(
      makeWord(
        `<w:p><w:r><w:t>Before</w:t><mc:AlternateContent><mc:Choice><w:drawing>${box("Box")}</w:drawing></mc:Choice>
         <mc:Fallback><w:pict>${box("Box")}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>${p("After")}`,
      ),
    );
    expect(text).toBe("Before\n\nBox\n\nAfter");
  });

  it("repeats what a merged cell says in each of its rows", async () => {
    const cell = (text: string, merge = "") => `<w:tc><w:tcPr>${merge}</w:tcPr>${p(text)}</w:tc>`;
    const { text, structure } = await readUpload(
      makeWord(
        `<w:tbl><w:tr>${cell("Area")}${cell("Plan")}${cell("Fee")}</w:tr>
         <w:tr>${cell("North", '<w:vMerge w:val="restart"/>')}${cell("Basic")}${cell("5")}</w:tr>
         <w:tr>${cell("", "<w:vMerge/>")}${cell("Pro")}${cell("9")}</w:tr></w:tbl>`,
      ),
    );
    expect(text).toBe("Area: North; Plan: Basic; Fee: 5\nArea: North; Plan: Pro; Fee: 9");
    expect(structure.map(({ kind }) => kind)).toEqual(["table", "row", "row"]);
  });

  it("shows fields by their result, but no page numbers", async () => {
    const field = (code: string, result: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>${result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    const { text } = await readUpload(
      makeWord(
        `<w:p><w:r><w:t>Dear </w:t></w:r>${field("MERGEFIELD name", "Ann")}${field(" PAGE ", "7")}</w:p>`,
      ),
    );
    expect(text).toBe("Dear Ann");
  });

  it("reads formulas and filled forms, and leaves empty ones out", async () => {
    const { text } = await readUpload(
      makeWord(
        `<w:sdt><w:sdtContent>${p("Filled")}</w:sdtContent></w:sdt><w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt></w:p>`,
      ),
    );
    expect(text).toBe("Filled\n\n(a)/(b)");
  });

  it("says that macros were not run", async () => {
    const { warnings } = await readUpload(makeWord(p("Text"), { "word/vbaProject.bin": "x" }));
    expect(warnings).toEqual([{ code: "macros-not-run", params: {} }]);
  });

  it("follows no document type and fetches nothing", async () => {
    const xml = `<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "many">]><w:document><w:body>${p("a &x;&y;&amp; b")}</w:body></w:document>`;
    expect((await readUpload(makeWord("", { "word/document.xml": xml }))).text).toBe("a & b");
  });

  it("reads documents inside of the document under their names", async () => {
    const inner = makeXlsx({
      Fees: sheetRows([
        ["Plan", "Fee"],
        ["Basic", 5],
      ]),
    });
    const outer = makePackage(
      { part: "word/document.xml", type: WORD },
      {
        "word/document.xml": `<w:document><w:body>${p("Text")}</w:body></w:document>`,
        "word/embeddings/fees.xlsx": inner,
      },
      { "word/document.xml": [["rId9", "package", "embeddings/fees.xlsx"]] },
    );
    const { text, structure } = await readUpload(outer);
    expect(text).toBe("Text\n\nfees.xlsx\n\nFees\n\nPlan: Basic; Fee: 5");
    expect(structure.find(({ kind }) => kind === "attachment")).toMatchObject({
      title: "fees.xlsx",
    });
  });
});
