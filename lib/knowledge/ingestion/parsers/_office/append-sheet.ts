import { AppError } from "@/lib/errors/app-error";
import type { DocumentBuilder } from "../document-builder";
import { namesColumns } from "../table-header";
import { type CellRange, formatRange } from "./cell-address";

export interface SheetCell {
  /** From 1. */
  column: number;
  /** As a person sees it; never empty. */
  text: string;
  isNumber: boolean;
  /** Set in bold letters, where the format tells. */
  isBold?: boolean;
}
export interface SheetRow {
  /** From 1. */
  row: number;
  /** By column, without empty ones. */
  cells: SheetCell[];
}
export interface Sheet {
  name: string;
  /** From 1, hidden sheets counted. */
  number: number;
  /** From top to bottom, without empty ones. */
  rows: SheetRow[];
  merges: readonly CellRange[];
}

/** Rows of all sheets of a file. */
export const MAX_SHEET_ROWS = 200_000;
const MAX_HEADER_LENGTH = 80;
/** Titles and rows of merged cells that may stand above the names of columns. */
const MAX_LINES_ABOVE = 5;
const SAMPLE_ROWS = 200;
const MAX_TABLES_BESIDE = 20;
/** A merged cell's text is repeated in at most this many rows. */
const MAX_MERGED_ROWS = 10_000;

export function tooManyRows(rows: number): AppError {
  const params = { rows, limit: MAX_SHEET_ROWS };
  return new AppError("ingestion.too-many-rows", "too-large", { params });
}

/**
 * A sheet: its name as a heading, then its tables. Empty rows separate tables; lines of a single cell stand alone; a
 * first row of names names the columns of all rows below it, also after an empty row.
 */
export function appendSheet(builder: DocumentBuilder, sheet: Sheet): void {
  fillMerged(sheet);
  builder.section({ kind: "sheet", number: sheet.number, title: sheet.name }, () => {
    if (sheet.rows.length > 0) builder.heading(1, sheet.name);
    let header: SheetRow | null = null;
    for (const block of blocksOf(sheet.rows)) {
      const beside = tablesBeside(block);
      for (const table of beside) header = appendBlock(builder, table, header);
      if (beside.length > 1) header = null;
    }
  });
}

/** What a merged cell says holds for each of its rows. */
function fillMerged({ rows, merges }: Sheet): void {
  const byNumber = new Map(rows.map((row) => [row.row, row]));
  const last = rows.at(-1)?.row ?? 0;
  for (const { top, left, bottom } of merges) {
    const source = byNumber.get(top)?.cells.find((cell) => cell.column === left);
    if (!source || source.text.length > MAX_HEADER_LENGTH) continue;
    for (let row = top + 1; row <= Math.min(bottom, last, top + MAX_MERGED_ROWS); row += 1) {
      const cells = byNumber.get(row)?.cells;
      if (!cells || cells.some((cell) => cell.column === left)) continue;
      cells.push(source);
      cells.sort((a, b) => a.column - b.column);
    }
  }
}

function blocksOf(rows: readonly SheetRow[]): SheetRow[][] {
  const blocks: SheetRow[][] = [];
  let last = -1;
  for (const row of rows) {
    if (row.row === last + 1) blocks.at(-1)?.push(row);
    else blocks.push([row]);
    last = row.row;
  }
  return blocks;
}

/** Tables that stand side by side: parted by an empty column, each with names of its own. */
function tablesBeside(block: readonly SheetRow[]): (readonly SheetRow[])[] {
  const filled = [...new Set(block.flatMap(({ cells }) => cells.map(({ column }) => column)))];
  filled.sort((a, b) => a - b);
  const starts = filled.filter((column, at) => at > 0 && filled[at - 1] !== column - 1);
  if (starts.length === 0 || starts.length > MAX_TABLES_BESIDE) return [block];
  const edges = [filled[0] ?? 1, ...starts, Infinity];
  const tables = edges.slice(0, -1).map((from, at) => {
    const inside = ({ column }: SheetCell) =>
      column >= from && column < (edges[at + 1] ?? Infinity);
    return block
      .map(({ row, cells }) => ({ row, cells: cells.filter(inside) }))
      .filter(({ cells }) => cells.length > 0);
  });
  return tables.every((table) => headerAt(table) !== undefined) ? tables : [block];
}

/** Appends one block and gives the header that holds after it. */
function appendBlock(
  builder: DocumentBuilder,
  block: readonly SheetRow[],
  before: SheetRow | null,
): SheetRow | null {
  const from = headerAt(block);
  if (before && from === undefined && isBelow(before, block)) {
    appendTable(builder, before, block);
    return before;
  }
  const lines = block.slice(0, from);
  if (lines.length > 0) appendTable(builder, null, lines);
  const [header, ...data] = from === undefined ? [] : block.slice(from);
  if (header) appendTable(builder, header, data);
  if (header) return header;
  const last = block.at(-1);
  if (last && areNames(last)) return last;
  return block.every(({ cells }) => cells.length === 1) ? before : null;
}

/** Which of the first rows names the columns of those below it. */
function headerAt(block: readonly SheetRow[]): number | undefined {
  const above = Array.from({ length: MAX_LINES_ABOVE + 1 }, (_, at) => at);
  return above.find((at) => isHeader(block.slice(at)));
}

/** A block whose cells all stand under the columns of a header that came before. */
function isBelow(header: SheetRow, block: readonly SheetRow[]): boolean {
  const columns = new Set(header.cells.map(({ column }) => column));
  return block.every(
    ({ cells }) => cells.length > 1 && cells.every(({ column }) => columns.has(column)),
  );
}

/**
 * Whether the first row names the columns of at least one row of data. Only the column to the left of the names may
 * have none.
 */
function isHeader([first, ...data]: readonly SheetRow[]): boolean {
  if (!first || data.length === 0 || !areNames(first)) return false;
  const named = new Set(first.cells.map(({ column }) => column));
  const left = (first.cells[0]?.column ?? 1) - 1;
  const sample = data.slice(0, SAMPLE_ROWS);
  return (
    sample.every(({ cells }) =>
      cells.every(({ column }) => named.has(column) || column === left),
    ) &&
    (named.size > 2 || areNoLabels([first, ...sample]))
  );
}

/** Two columns may as well hold labels with their values, which no row names. */
function areNoLabels(rows: readonly SheetRow[]): boolean {
  const isBold = ({ cells }: SheetRow) => cells.every((cell) => cell.isBold === true);
  const [first, second] = rows;
  const standsOut = first !== undefined && isBold(first) && !(second && isBold(second));
  const columns = [...new Set(rows.flatMap(({ cells }) => cells.map(({ column }) => column)))];
  columns.sort((a, b) => a - b);
  const textAt = ({ cells }: SheetRow, column: number) =>
    cells.find((cell) => cell.column === column)?.text ?? "";
  const texts = rows.map((row) => columns.map((column) => textAt(row, column)));
  return columns.length > 2 || namesColumns(texts, { standsOut });
}

/** Short, different words, or years after a word. */
function areNames({ cells }: SheetRow): boolean {
  const isName = ({ text, isNumber }: SheetCell) =>
    text.length <= MAX_HEADER_LENGTH && (!isNumber || /^(?:19|20)\d\d$/.test(text));
  return (
    cells.length > 1 &&
    new Set(cells.map(({ text }) => text)).size === cells.length &&
    cells.every(isName) &&
    !cells.every(({ isNumber }) => isNumber)
  );
}

function appendTable(
  builder: DocumentBuilder,
  header: SheetRow | null,
  rows: readonly SheetRow[],
): void {
  const names = new Map(header?.cells.map(({ column, text }) => [column, text]));
  const all = header ? [header, ...rows] : rows;
  const columns = all.flatMap(({ cells }) => [cells[0]?.column ?? 1, cells.at(-1)?.column ?? 1]);
  const left = columns.reduce((least, column) => Math.min(least, column), Infinity);
  const right = columns.reduce((most, column) => Math.max(most, column), 1);
  const used = header && [...new Set(all.flatMap(({ cells }) => cells.map((cell) => cell.column)))];
  const order = used?.sort((a, b) => a - b);
  const place = {
    table: {
      cells: formatRange({ top: all[0]?.row ?? 1, left, bottom: all.at(-1)?.row ?? 1, right }),
    },
    rows: rows.map(({ row, cells }) => ({
      cells: formatRange({
        top: row,
        left: cells[0]?.column ?? 1,
        bottom: row,
        right: cells.at(-1)?.column ?? 1,
      }),
    })),
  };
  const line = ({ cells }: SheetRow) => {
    if (!order) return cells.map(({ text }) => text);
    const byColumn = new Map(cells.map((cell) => [cell.column, cell.text]));
    return order.map((column) => byColumn.get(column) ?? "");
  };
  builder.table(order?.map((column) => names.get(column) ?? "") ?? null, rows.map(line), place);
}
