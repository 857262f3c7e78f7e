import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import PDFDocument from "pdfkit";
import { expect } from "vitest";
import type { ParsedDocument, StructureMark } from "./_contract/parser";

/** Files for tests, made by the libraries people's programs would use, not by our own code. */

/** Runs `task` with the path of a temporary file of this content. */
export async function withFile<T>(
  content: string | Uint8Array,
  task: (file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-parse-"));
  try {
    const file = path.join(folder, "upload");
    await writeFile(file, content);
    return await task(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Fails unless the marks fit their text: in range and sorted, each within or beside every other, without white space
 * around them; headings say their title, rows are one line, boxes lie on the page, cells are addresses.
 */
export function expectSoundMarks({ text, structure }: ParsedDocument): void {
  let before = 0;
  const open: StructureMark[] = [];
  for (const mark of structure) {
    expect(mark.start).toBeGreaterThanOrEqual(before);
    expect(mark.end).toBeGreaterThan(mark.start);
    expect(mark.end).toBeLessThanOrEqual(text.length);
    before = mark.start;
    while ((open.at(-1)?.end ?? Infinity) <= mark.start) open.pop();
    expect(mark.end).toBeLessThanOrEqual(open.at(-1)?.end ?? Infinity);
    open.push(mark);
    const covered = text.slice(mark.start, mark.end);
    expect(covered).toBe(covered.trim());
    if (mark.kind === "heading") expect(covered).toBe(mark.title);
    if (mark.kind === "row") expect(covered).not.toContain("\n");
    if (mark.kind === "page") expect(mark.number).toBeGreaterThan(0);
    if (mark.cells !== undefined) expect(mark.cells).toMatch(/^[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?$/);
    const { left = 0, top = 0, width = 0, height = 0 } = mark.box ?? {};
    for (const value of [left, top, width, height, 1.001 - left - width, 1.001 - top - height])
      expect(value).toBeGreaterThanOrEqual(0);
  }
}

export interface PdfLine {
  text: string;
  size?: number;
}

/** A PDF with the given lines on each page. */
export function makePdf(
  pages: readonly (readonly PdfLine[])[],
  password?: string,
): Promise<Buffer> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    ...(password ? { userPassword: password } : {}),
  });
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve) => {
    pdf.on("data", (part: Buffer) => parts.push(part));
    pdf.on("end", () => resolve(Buffer.concat(parts)));
  });
  for (const lines of pages) {
    pdf.addPage();
    for (const { text, size = 12 } of lines) pdf.fontSize(size).text(text).moveDown();
  }
  pdf.end();
  return done;
}

/** A Word document: a title, a section with two paragraphs, and a table with a header row. */
export function makeDocx(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const table = new Table({
    rows: rows.map(
      (cells) =>
        new TableRow({
          children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })),
        }),
    ),
  });
  const children = [
    new Paragraph({ text: "Travel policy", heading: HeadingLevel.HEADING_1 }),
    new Paragraph({ text: "Flights", heading: HeadingLevel.HEADING_2 }),
    new Paragraph("Book economy class. Café receipts count."),
    new Paragraph({ text: "first item", bullet: { level: 0 } }),
    table,
  ];
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}
