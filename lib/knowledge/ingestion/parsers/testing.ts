import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import PDFDocument from "pdfkit";

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
