import PDFDocument from "pdfkit";
import { describe, expect, it } from "vitest";
import { parse } from "./parse";
import { withFile } from "../testing";

const LEFT = 60;
const COLUMN = 110;
const ROW = 20;

type Pdf = InstanceType<typeof PDFDocument>;

async function read(draw: (pdf: Pdf) => void): Promise<string> {
  const pdf = new PDFDocument();
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve) => {
    pdf.on("data", (part: Buffer) => parts.push(part));
    pdf.on("end", () => resolve(Buffer.concat(parts)));
  });
  pdf.fontSize(10);
  draw(pdf);
  pdf.end();
  const { signal } = new AbortController();
  return withFile(await done, async (path) => {
    const { text } = await parse({ path, name: "t.pdf", mimeType: "", signal });
    return text;
  });
}

const cell = (pdf: Pdf, text: string, [column, row]: readonly [number, number]) =>
  pdf.text(text, LEFT + column * COLUMN + 4, 100 + row * ROW + 5, { lineBreak: false });
/** A line along an edge of the grid, from one edge across it to another. */
function line(pdf: Pdf, way: "across" | "down", [at, from, to]: readonly [number, number, number]) {
  const start = way === "across" ? [from, at] : [at, from];
  const end = way === "across" ? [to, at] : [at, to];
  const place = ([x = 0, y = 0]: number[]) => [LEFT + x * COLUMN, 100 + y * ROW] as const;
  pdf
    .moveTo(...place(start))
    .lineTo(...place(end))
    .stroke();
}

function fill(pdf: Pdf, rows: readonly (readonly string[])[]): void {
  rows.forEach((texts, row) => {
    pdf.font(row === 0 ? "Helvetica-Bold" : "Helvetica");
    texts.forEach((text, column) => {
      if (text !== "") cell(pdf, text, [column, row]);
    });
  });
}

describe("a table drawn by lines", () => {
  it("is read cell by cell, apart from columns of text below it", async () => {
    const text = await read((pdf) => {
      fill(pdf, [
        ["Product", "Unit price", "Delivery"],
        ["Bolt", "1.25 EUR", "3 days"],
        ["Nut", "", "5 days"],
      ]);
      for (const row of [0, 1, 2, 3]) line(pdf, "across", [row, 0, 3]);
      for (const column of [0, 1, 2, 3]) line(pdf, "down", [column, 0, 3]);
      const words = "Columns below the table talk about the shelves of the warehouse. ".repeat(14);
      pdf.text(words, LEFT, 200, { width: 230 }).text(words, LEFT + 260, 200, { width: 230 });
    });
    expect(text).toMatch(
      /^Product: Bolt; Unit price: 1\.25 EUR; Delivery: 3 days\nProduct: Nut; Delivery: 5 days\n\nColumns below/,
    );
  });

  it("repeats a cell that spans rows, and names columns below a name they share", async () => {
    const text = await read((pdf) => {
      fill(pdf, [
        ["Plan", "Price", ""],
        ["", "Month", "Year"],
        ["Basic", "5", "50"],
        ["", "6", "60"],
      ]);
      line(pdf, "across", [0, 0, 3]);
      line(pdf, "across", [1, 1, 3]);
      line(pdf, "across", [2, 0, 3]);
      line(pdf, "across", [3, 1, 3]);
      line(pdf, "across", [4, 0, 3]);
      for (const column of [0, 1, 3]) line(pdf, "down", [column, 0, 4]);
      line(pdf, "down", [2, 1, 4]);
    });
    expect(text).toBe(
      "Plan: Basic; Price Month: 5; Price Year: 50\nPlan: Basic; Price Month: 6; Price Year: 60",
    );
  });

  it("has a row for each line of numbers where lines are drawn after every few rows", async () => {
    const text = await read((pdf) => {
      fill(pdf, [
        ["State", "Permits", "Guns"],
        ["Alabama", "18,870", "23,022"],
        ["Alaska", "209", "3,062"],
        ["Arizona", "2,303", "12,382"],
        ["Totals", "21,382", "38,466"],
      ]);
      for (const row of [0, 1, 4, 5]) line(pdf, "across", [row, 0, 3]);
      for (const column of [1, 2]) line(pdf, "down", [column, 0, 5]);
    });
    expect(text).toBe(
      "State: Alabama; Permits: 18,870; Guns: 23,022\nState: Alaska; Permits: 209; Guns: 3,062\nState: Arizona; Permits: 2,303; Guns: 12,382\nState: Totals; Permits: 21,382; Guns: 38,466",
    );
  });

  it("takes labels with their values for no names of columns", async () => {
    const text = await read((pdf) => {
      pdf.font("Helvetica");
      ["Voltage", "Current", "Weight"].forEach((label, row) => cell(pdf, label, [0, row]));
      ["230 V", "16 A", "3.5 kg"].forEach((value, row) => cell(pdf, value, [1, row]));
      for (const row of [0, 1, 2, 3]) line(pdf, "across", [row, 0, 2]);
      for (const column of [0, 1, 2]) line(pdf, "down", [column, 0, 3]);
    });
    expect(text).toBe("Voltage | 230 V\nCurrent | 16 A\nWeight | 3.5 kg");
  });

  it("is none where lines only frame parts of the page", async () => {
    const text = await read((pdf) => {
      pdf.rect(LEFT, 90, 400, 60).rect(LEFT, 160, 400, 60).stroke();
      pdf
        .text("First box with some text.", LEFT + 5, 100)
        .text("Second box with more.", LEFT + 5, 170);
    });
    expect(text).toBe("First box with some text.\n\nSecond box with more.");
  });
});
