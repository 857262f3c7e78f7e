import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import { describe, expect, it } from "vitest";
import type { Format } from "./_contract/parser";
import { parsers } from "./registry";
import { namesColumns } from "./table-header";
import { withFile } from "./testing";

const named = (rows: string[][], standsOut = false) => namesColumns(rows, { standsOut });

async function read(format: Format, content: string | Uint8Array): Promise<string> {
  const { parse } = await parsers[format]();
  const { signal } = new AbortController();
  return withFile(content, async (path) => {
    const { text } = await parse({ path, name: "file", mimeType: "", signal });
    return text;
  });
}

async function docx(rows: string[][], boldRow = -1): Promise<Buffer> {
  const table = new Table({
    rows: rows.map(
      (cells, row) =>
        new TableRow({
          children: cells.map(
            (text) =>
              new TableCell({
                children: [
                  new Paragraph({ children: [new TextRun({ text, bold: row === boldRow })] }),
                ],
              }),
          ),
        }),
    ),
  });
  return Packer.toBuffer(new Document({ sections: [{ children: [table] }] }));
}

const LABELS = [
  ["Name", "Ann Smith"],
  ["City", "Paris"],
];

describe("namesColumns", () => {
  it("believes a row of names above numbers, dates and units", () => {
    expect(
      named([
        ["Type", "Days"],
        ["Sick", "10"],
        ["Parental", "90"],
      ]),
    ).toBe(true);
    expect(
      named([
        ["Class", "Limit"],
        ["Economy", "€ 900"],
      ]),
    ).toBe(true);
    expect(
      named([
        ["Step", "Who", "How"],
        ["First", "Ann", "By mail"],
      ]),
    ).toBe(true);
  });

  it("takes labels with their values for no names", () => {
    expect(
      named([
        ["Voltage", "230 V"],
        ["Current", "16 A"],
      ]),
    ).toBe(false);
    expect(named(LABELS)).toBe(false);
    expect(
      named([
        ["Invoice", "2024-117", "5 May"],
        ["Order", "2024-118", "6 May"],
      ]),
    ).toBe(false);
  });

  it("believes a row that stands out", () => {
    expect(named(LABELS, true)).toBe(true);
    expect(named([["Only", "row"]], true)).toBe(false);
  });
});

describe("tables of labels and values", () => {
  it("make no statement their Word file doesn't make", async () => {
    expect(await read("docx", await docx(LABELS))).toBe("Name | Ann Smith\nCity | Paris");
    expect(
      await read(
        "docx",
        await docx(
          [
            ["Key", "Meaning"],
            ["A", "Alpha"],
          ],
          0,
        ),
      ),
    ).toBe("Key: A; Meaning: Alpha");
  });

  it("make no statement their page doesn't make", async () => {
    const table = (rows: string) => `<table>${rows}</table>`;
    const row = (cells: string[]) => `<tr><td>${cells.join("</td><td>")}</td></tr>`;
    expect(await read("html", table(LABELS.map(row).join("")))).toBe(
      "Name | Ann Smith\nCity | Paris",
    );
    const bold = row(["<b>Key</b>", "<strong>Meaning</strong>"]);
    expect(await read("html", table(bold + row(["A", "Alpha"])))).toBe("Key: A; Meaning: Alpha");
  });
});

describe("rows with fewer cells", () => {
  const row = (edges: number[], cells: string[]) =>
    `\\trowd${edges.map((edge) => `\\cellx${String(edge)}`).join("")}\\intbl ${cells.join("\\cell ")}\\cell\\row`;
  const body = [
    row([1000, 2000, 3000], ["Product", "Price", "Delivery"]),
    row([1000, 2000, 3000], ["Bolt", "1.25", "3 days"]),
  ].join("\n");

  it("are put where their cells end", async () => {
    const rtf = `{\\rtf1 ${body}${row([2000, 3000], ["Total", "8 days"])}\\pard\\par}`;
    expect(await read("rtf", rtf)).toBe(
      "Product: Bolt; Price: 1.25; Delivery: 3 days\nProduct: Total; Delivery: 8 days",
    );
  });

  it("name no columns where the file doesn't say where their cells end", async () => {
    const rtf = `{\\rtf1 ${body}${row([], ["Total", "8 days"])}\\pard\\par}`;
    expect(await read("rtf", rtf)).toBe(
      "Product | Price | Delivery\nBolt | 1.25 | 3 days\nTotal | 8 days",
    );
  });
});
