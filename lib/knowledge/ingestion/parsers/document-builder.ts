import type { PageBox, ParsedDocument, ParseWarning, StructureMark } from "./_contract/parser";

/** Text that is stored as it is: most cells of large tables. */
const PLAIN = /^[\n\x20-\x7e]*$/;

/**
 * Text as it is stored: NFC, "\n" for every line break, no control or invisible characters, plain spaces, no broken
 * surrogate pairs. Applied to each piece before it is appended, so offsets are right from the start.
 */
export function normalizeText(text: string): string {
  if (PLAIN.test(text)) return text;
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

/** Where a piece of text stands in the original. */
export interface Place {
  box?: PageBox;
  cells?: string;
}

/** A part of a document that holds text of its own. */
export interface Section {
  kind: "page" | "slide" | "sheet" | "attachment";
  number?: number;
  title?: string;
}

/** Builds the stored text block by block and marks its structure as it goes. Blocks are separated by an empty line. */
export class DocumentBuilder {
  private readonly parts: string[] = [];
  private readonly marks: StructureMark[] = [];
  private readonly warnings: ParseWarning[] = [];
  private length = 0;

  /** A heading of depth 1 to 6 on its own line. */
  heading(level: number, title: string): void {
    const text = oneLine(title);
    if (text === "") return;
    const start = this.block(text);
    this.marks.push({ kind: "heading", level, title: text, start, end: start + text.length });
  }

  /** A block of text whose line breaks are kept; with a box it becomes a mark. */
  paragraph(text: string, box?: PageBox): void {
    const lines = normalizeText(text)
      .split("\n")
      .map((line) => line.trimEnd());
    const block = lines
      .filter((line, at) => line !== "" || (at > 0 && lines[at - 1] !== ""))
      .join("\n")
      .replace(/^\n+/, "")
      .trimEnd();
    if (block.trim() === "") return;
    // A mark covers no white space, so the first line loses its indent.
    const shown = box ? block.trimStart() : block;
    const start = this.block(shown);
    if (box) this.marks.push({ kind: "block", start, end: this.length, box });
  }

  /**
   * A table, one line a row. With a header every row reads "Column: value; …", so that it can be quoted alone;
   * without one its cells are joined with " | ". Empty cells and rows are left out. `places` says where the table and
   * each of `rows` stand.
   */
  table(
    header: readonly string[] | null,
    rows: readonly (readonly string[])[],
    places: { table?: Place; rows?: readonly (Place | undefined)[] } = {},
  ): void {
    const names = header?.map(oneLine) ?? null;
    const lines = rows
      .map((row, index) => ({ text: rowText(names, row), place: places.rows?.[index] }))
      .filter(({ text }) => text !== "");
    if (lines.length === 0) {
      if (names) this.paragraph(names.filter(Boolean).join(" | "), places.table?.box);
      return;
    }
    const start = this.block(lines.map(({ text }) => text).join("\n"));
    const end = this.length;
    const title = names?.filter(Boolean).join(" | ");
    this.marks.push({ kind: "table", start, end, ...(title ? { title } : {}), ...places.table });
    let at = start;
    lines.forEach(({ text, place }, index) => {
      const row = { kind: "row" as const, number: index + 1, start: at, end: at + text.length };
      this.marks.push({ ...row, ...place });
      at += text.length + 1;
    });
  }

  /** Everything that `fill` adds belongs to this page; a page without text leaves no mark. */
  page(number: number, fill: () => void): void {
    this.section({ kind: "page", number }, fill);
  }

  /** Everything that `fill` adds belongs to this part; a part without text leaves no mark. */
  section(section: Section, fill: () => void): void {
    const before = this.length;
    const index = this.marks.length;
    fill();
    if (this.length === before) return;
    const start = before === 0 ? 0 : before + 2;
    this.marks.splice(index, 0, { ...section, start, end: this.length });
  }

  /** A document that was read on its own, as it is, with its warnings; its headings go `depth` deeper. */
  embed({ text, structure, warnings = [] }: ParsedDocument, depth: number): void {
    for (const { code, params } of warnings) this.warn(code, params);
    if (text === "") return;
    const shift = this.block(text);
    for (const mark of structure) {
      const level = Math.min(6, (mark.level ?? 1) + depth);
      const moved = { ...mark, start: mark.start + shift, end: mark.end + shift };
      this.marks.push(mark.kind === "heading" ? { ...moved, level } : moved);
    }
  }

  /** Something a reader of the passages should know; said once. */
  warn(code: string, params: ParseWarning["params"] = {}): void {
    const warning = { code, params };
    const known = this.warnings.some((one) => JSON.stringify(one) === JSON.stringify(warning));
    if (!known) this.warnings.push(warning);
  }

  build(): ParsedDocument {
    const document = { text: this.parts.join(""), structure: this.marks };
    return this.warnings.length > 0 ? { ...document, warnings: this.warnings } : document;
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
  if (!names)
    return cells
      .slice(0, cells.findLastIndex(Boolean) + 1)
      .join(" | ")
      .trimStart();
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
