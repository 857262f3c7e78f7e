import type { DocumentBuilder } from "../document-builder";
import { namesColumns } from "../table-header";

interface Row {
  cells: string[];
  /** Where each cell ends, in any measure from the left; null where the file doesn't say. */
  edges: readonly number[] | null;
}

/** Edges that are nearer than this are one, in twentieths of a point. */
const NEAR = 30;

/**
 * Puts paragraphs, cells and rows that come one after another, as old formats store them, together to blocks. `end`
 * must be called last.
 */
export class Flow {
  private line = "";
  private cell: string[] = [];
  private cells: string[] = [];
  private rows: Row[] = [];
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

  /** `edges` are where the cells of the row end. */
  endRow(edges: readonly number[] | null = null): void {
    if (this.cell.length > 0 || this.line.trim() !== "") this.endCell();
    const { cells } = this;
    const known = edges?.length === cells.length ? edges : null;
    if (cells.some((cell) => cell !== "")) this.rows.push({ cells, edges: known });
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
    if (rows.length === 0) return;
    const { grid, aligned } = gridOf(rows);
    const [first = [], ...rest] = grid;
    const columns = Math.max(...grid.map((row) => row.length));
    this.blocks.push((builder) => {
      if (columns === 1) for (const [text = ""] of grid) builder.paragraph(text);
      else if (aligned && namesColumns(grid, { standsOut: false })) builder.table(first, rest);
      else builder.table(null, grid);
    });
    this.flushHeld();
  }

  private flushHeld(): void {
    const { held } = this;
    this.held = [];
    this.blocks.push(...held.flatMap((flow) => flow.blocks));
  }
}

/**
 * The rows with each cell in its column. A row of fewer cells is put where its cells end; without these places nothing
 * tells which column a cell belongs to, so the table isn't `aligned`.
 */
function gridOf(rows: readonly Row[]): { grid: string[][]; aligned: boolean } {
  const grid = rows.map(({ cells }) => cells);
  const counts = new Set(grid.map((row) => row.length));
  if (counts.size === 1) return { grid, aligned: true };
  const edges: number[] = [];
  for (const edge of rows.flatMap((row) => row.edges ?? []).sort((a, b) => a - b)) {
    if (edge - (edges.at(-1) ?? -Infinity) >= NEAR) edges.push(edge);
  }
  if (rows.some((row) => !row.edges) || edges.length !== Math.max(...counts))
    return { grid, aligned: false };
  const placed = rows.map(({ cells, edges: own }) => {
    const line = edges.map(() => "");
    let column = 0;
    cells.forEach((text, at) => {
      line[column] = text;
      const end = own?.[at] ?? 0;
      while (column < edges.length && (edges[column] ?? 0) < end + NEAR) column += 1;
    });
    return line.slice(0, edges.length);
  });
  return { grid: placed, aligned: true };
}
