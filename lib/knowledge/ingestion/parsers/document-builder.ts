import type { ParsedDocument, StructureMark } from "./_contract/parser";

/**
 * Text as it is stored: NFC, "\n" for every line break, no control or invisible characters, plain spaces, no broken
 * surrogate pairs. Applied to each piece before it is appended, so offsets are right from the start.
 */
export function normalizeText(text: string): string {
  return Buffer.from(text, "utf8")
    .toString("utf8")
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b\u2060\ufeff]/g, "")
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f]/g, " ")
    .normalize("NFC");
}

/** One line: white space of any kind and length becomes one space. */
export function oneLine(text: string): string {
  return normalizeText(text).replace(/\s+/g, " ").trim();
}

/** Builds the stored text block by block and marks its structure as it goes. Blocks are separated by an empty line. */
export class DocumentBuilder {
  private readonly parts: string[] = [];
  private readonly marks: StructureMark[] = [];
  private length = 0;

  /** A heading of depth 1 to 6 on its own line. */
  heading(level: number, title: string): void {
    const text = oneLine(title);
    if (text === "") return;
    const start = this.block(text);
    this.marks.push({ kind: "heading", level, title: text, start, end: start + text.length });
  }

  /** A block of text whose line breaks are kept. */
  paragraph(text: string): void {
    const lines = normalizeText(text)
      .split("\n")
      .map((line) => line.trimEnd());
    const block = lines
      .filter((line, at) => line !== "" || (at > 0 && lines[at - 1] !== ""))
      .join("\n")
      .replace(/^\n+/, "")
      .trimEnd();
    if (block.trim() !== "") this.block(block);
  }

  /**
   * A table, one line a row. With a header every row reads "Column: value; …", so that it can be quoted alone;
   * without one its cells are joined with " | ". Empty cells and rows are left out.
   */
  table(header: readonly string[] | null, rows: readonly (readonly string[])[]): void {
    const names = header?.map(oneLine) ?? null;
    const lines = rows.map((row) => rowText(names, row)).filter((line) => line !== "");
    if (lines.length === 0) {
      if (names) this.paragraph(names.filter(Boolean).join(" | "));
      return;
    }
    const start = this.block(lines.join("\n"));
    const end = this.length;
    const title = names?.filter(Boolean).join(" | ");
    this.marks.push({ kind: "table", start, end, ...(title ? { title } : {}) });
    let at = start;
    lines.forEach((line, index) => {
      this.marks.push({ kind: "row", number: index + 1, start: at, end: at + line.length });
      at += line.length + 1;
    });
  }

  /** Everything that `fill` adds belongs to this page; a page without text leaves no mark. */
  page(number: number, fill: () => void): void {
    const before = this.length;
    const index = this.marks.length;
    fill();
    if (this.length === before) return;
    const start = before === 0 ? 0 : before + 2;
    this.marks.splice(index, 0, { kind: "page", number, start, end: this.length });
  }

  build(): ParsedDocument {
    return { text: this.parts.join(""), structure: this.marks };
  }

  private block(text: string): number {
    if (this.length > 0) this.append("\n\n");
    const start = this.length;
    this.append(text);
    return start;
  }

  private append(text: string): void {
    this.parts.push(text);
    this.length += text.length;
  }
}

function rowText(names: readonly string[] | null, row: readonly string[]): string {
  const cells = row.map(oneLine);
  if (!names) return cells.slice(0, cells.findLastIndex(Boolean) + 1).join(" | ");
  return cells
    .map((cell, index) => ({ cell, name: names[index] ?? "" }))
    .filter(({ cell }) => cell !== "")
    .map(({ cell, name }) => (name === "" ? cell : `${name.replace(/:$/, "")}: ${cell}`))
    .join("; ");
}

/**
 * Whether the first row of a table names its columns: at least two columns, every cell filled, different and short,
 * none of them a bare number.
 */
export function looksLikeHeader(row: readonly string[]): boolean {
  const cells = row.map(oneLine);
  return (
    cells.length > 1 &&
    new Set(cells).size === cells.length &&
    cells.every((cell) => cell !== "" && cell.length <= 60 && !/^[\d\s.,:%€$£¥+-]+$/.test(cell))
  );
}
