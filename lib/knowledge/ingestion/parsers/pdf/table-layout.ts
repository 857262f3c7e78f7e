import { looksLikeHeader } from "../document-builder";
import { around, type Rect } from "./pdf-page";

/** A run of text on a page; points, from the top left corner. */
export interface PageItem {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
  fontName?: string;
  fontSize?: number;
}

/** Items at one height, left to right; what stands close together is one cell. */
export interface PageLine {
  y: number;
  height: number;
  cells: PageItem[];
}

/** A table with named columns. It takes the lines from `from` to `to`, end exclusive. */
export interface PageTable {
  from: number;
  to: number;
  header: string[];
  rows: string[][];
  /** The lines of each row. */
  rowLines: number[][];
}

/** Edges of cells in one column differ by no more than this many points. */
const ALIGNED = 3;
/** Gaps between lines, in heights of the text: of a cell that wraps, and of a table's rows. */
const WRAP_GAP = 1.45;
const MAX_ROW_GAP = 4;
/** A first column of longer cells is a column of prose. */
const MAX_FIRST_CELL_WORDS = 6;
const MARKER = /^(?:[•▪◦‣·–—-]|\(?[\p{L}\p{Nd}]{1,3}[.)])$/u;

const rightOf = (item: PageItem) => item.x + item.width;
const middleOf = (item: PageItem) => item.x + item.width / 2;

export const rectOfLine = (line: PageLine): Rect | undefined => around(line.cells);

/** The page's text line by line, top to bottom; a marker of a list is joined to its item unless it may be a minus. */
export function linesOf(
  items: readonly PageItem[],
  { joinMarkers = true }: { joinMarkers?: boolean } = {},
): PageLine[] {
  const lines: PageLine[] = [];
  const visible = items.filter((item) => item.text.trim() !== "");
  for (const item of visible.sort((a, b) => a.y - b.y || a.x - b.x)) {
    const line = lines.at(-1);
    const centre = item.y + item.height / 2;
    if (line && Math.abs(line.y + line.height / 2 - centre) <= 0.35 * line.height)
      line.cells.push(item);
    else lines.push({ y: item.y, height: item.height, cells: [item] });
  }
  return lines.map((line) => ({ ...line, cells: joinClose(line.cells, joinMarkers) }));
}

function joinClose(items: PageItem[], joinMarkers: boolean): PageItem[] {
  const cells: PageItem[] = [];
  for (const item of items.sort((a, b) => a.x - b.x)) {
    const last = cells.at(-1);
    const close = last && item.x - rightOf(last) < 0.6 * item.height;
    if (last && (close || (joinMarkers && MARKER.test(last.text.trim())))) {
      last.text = `${last.text.trimEnd()} ${item.text.trimStart()}`;
      last.width = rightOf(item) - last.x;
    } else cells.push({ ...item });
  }
  return cells;
}

/** Tables whose header stands out by its font and whose cells line up below it. */
export function tablesOf(lines: readonly PageLine[]): PageTable[] {
  const tables: PageTable[] = [];
  for (let from = 0; from < lines.length; from += 1) {
    const table = readTable(lines, from);
    if (!table) continue;
    tables.push(table);
    from = table.to - 1;
  }
  return tables;
}

const fontOf = (line: PageLine | undefined) => line?.cells[0]?.fontName;

function readTable(lines: readonly PageLine[], from: number): PageTable | null {
  const columns = lines[from]?.cells ?? [];
  const font = fontOf(lines[from]);
  if (columns.length < 2 || columns.some((cell) => cell.fontName !== font)) return null;
  const header = columns.map((cell) => cell.text.trim());
  let at = from + 1;
  for (; fontOf(lines[at]) === font && isWrap(lines, at); at += 1) {
    if (!append(header, place(lines[at], columns))) return null;
  }
  const { to, ...body } = readRows(lines, { from: at, columns });
  const found = isTable(header, body.rows) && fontOf(lines[at]) !== font;
  return found ? { from, to, header, ...body } : null;
}

/** True when the line follows the one before it as closely as the lines of one paragraph. */
function isWrap(lines: readonly PageLine[], at: number): boolean {
  const [before, line] = [lines[at - 1], lines[at]];
  return before !== undefined && line !== undefined && line.y - before.y < WRAP_GAP * line.height;
}

function readRows(
  lines: readonly PageLine[],
  { from, columns }: { from: number; columns: readonly PageItem[] },
): Pick<PageTable, "rows" | "rowLines" | "to"> {
  const rows: string[][] = [];
  const rowLines: number[][] = [];
  const roomy = !isWrap(lines, from);
  let to = from;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at];
    const cells = place(line, columns);
    const gap = (line?.y ?? 0) - (lines[at - 1]?.y ?? 0);
    if (!line || !cells || gap > MAX_ROW_GAP * line.height) break;
    const last = rows.at(-1);
    const wraps = isWrap(lines, at) && (roomy || cells[0] === "");
    if (!(last && wraps) && cells[0] === "") break;
    if (last && wraps) append(last, cells);
    else {
      rows.push(cells);
      rowLines.push([]);
    }
    rowLines.at(-1)?.push(at);
    // A lone first cell at the end is text below the table.
    if (cells.filter(Boolean).length > 1 || wraps) to = at + 1;
  }
  const loneAtEnd = rows.length - 1 - rows.findLastIndex((row) => row.filter(Boolean).length > 1);
  const kept = rows.length - loneAtEnd;
  return { rows: rows.slice(0, kept), rowLines: rowLines.slice(0, kept), to };
}

/** The line's texts by column; null when one of them lines up with no column or reaches into the next. */
function place(line: PageLine | undefined, columns: readonly PageItem[]): string[] | null {
  const placed = columns.map(() => "");
  let from = 0;
  for (const cell of line?.cells ?? []) {
    const column = columns.findIndex(
      (head, index) =>
        index >= from &&
        (Math.abs(head.x - cell.x) <= ALIGNED ||
          Math.abs(rightOf(head) - rightOf(cell)) <= ALIGNED ||
          Math.abs(middleOf(head) - middleOf(cell)) <= ALIGNED),
    );
    if (column < 0 || rightOf(cell) > (columns[column + 1]?.x ?? Infinity)) return null;
    placed[column] = cell.text.trim();
    from = column + 1;
  }
  return placed;
}

function append(row: string[], more: readonly string[] | null): boolean {
  more?.forEach((text, index) => {
    row[index] = [row[index], text].filter(Boolean).join(" ");
  });
  return more !== null;
}

function isTable(header: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const full = rows.filter((row) => row.filter(Boolean).length > 1);
  const words = rows.map((row) => (row[0] ?? "").split(/\s+/).length).sort((a, b) => a - b);
  return (
    rows.length >= 2 &&
    full.length >= 0.6 * rows.length &&
    (words[words.length >> 1] ?? 0) <= MAX_FIRST_CELL_WORDS &&
    looksLikeHeader(header)
  );
}
