import { type DocumentBuilder, looksLikeHeader } from "../document-builder";

/**
 * Puts paragraphs, cells and rows that come one after another, as old formats store them, together to blocks. `end`
 * must be called last.
 */
export class Flow {
  private line = "";
  private cell: string[] = [];
  private cells: string[] = [];
  private rows: string[][] = [];
  private held: Flow[] = [];
  private readonly links = new Set<string>();
  private readonly blocks: ((builder: DocumentBuilder) => void)[] = [];

  add(text: string): void {
    this.line += text;
  }

  /** An address the text links to; it follows the paragraph, so that no sentence is torn. */
  link(address: string): void {
    this.links.add(address);
  }

  /** The end of a paragraph; `heading` is its depth, from 1. */
  paragraph(place: { inTable: boolean; heading: number | null }): void {
    const text = this.takeLine();
    if (place.inTable) {
      if (text !== "") this.cell.push(text);
      return;
    }
    this.flushTable();
    const { heading } = place;
    this.blocks.push((builder) => {
      if (heading === null) builder.paragraph(text);
      else builder.heading(Math.min(6, heading), text);
    });
    this.flushHeld();
  }

  endCell(): void {
    const text = [...this.cell, this.takeLine()].filter((part) => part !== "").join(" ");
    this.cell = [];
    this.cells.push(text);
  }

  endRow(): void {
    if (this.cell.length > 0 || this.line.trim() !== "") this.endCell();
    if (this.cells.some((cell) => cell !== "")) this.rows.push(this.cells);
    this.cells = [];
  }

  /** What belongs to the present paragraph but isn't part of it, such as a note: it follows the paragraph or table. */
  after(other: Flow): void {
    this.held.push(other);
  }

  /** The end of the text. */
  end(): void {
    if (this.cells.length > 0 || this.cell.length > 0) this.endRow();
    this.paragraph({ inTable: false, heading: null });
  }

  appendTo(builder: DocumentBuilder): void {
    for (const block of this.blocks) block(builder);
  }

  private takeLine(): string {
    const text = this.line
      .replace(/[ \t]+/g, " ")
      .replace(/ ?\n ?/g, "\n")
      .trim();
    const unseen = [...this.links].filter((link) => !text.includes(link.replace(/^mailto:/i, "")));
    this.line = "";
    this.links.clear();
    return text === "" ? "" : [text, ...unseen.map((link) => `<${link}>`)].join(" ");
  }

  private flushTable(): void {
    const { rows } = this;
    this.rows = [];
    const [first, ...rest] = rows;
    if (!first) return;
    const columns = Math.max(...rows.map((row) => row.length));
    this.blocks.push((builder) => {
      if (columns === 1) for (const [text = ""] of rows) builder.paragraph(text);
      else if (rest.length > 0 && looksLikeHeader(first)) builder.table(first, rest);
      else builder.table(null, rows);
    });
    this.flushHeld();
  }

  private flushHeld(): void {
    const { held } = this;
    this.held = [];
    this.blocks.push(...held.flatMap((flow) => flow.blocks));
  }
}
