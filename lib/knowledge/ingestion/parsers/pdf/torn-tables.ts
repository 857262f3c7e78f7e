import type { LayoutBlock, LayoutCell, TextItem, WordBox } from "@llamaindex/liteparse";
import { itemsIn, replaceRegion } from "./block-regions";
import { around, holds, type PdfPage, type Rect } from "./pdf-page";
import { linesOf, rectOfLine, type PageLine } from "./table-layout";

/** Cells of a line that shows a table's columns, and such lines in a table. */
const MIN_CELLS = 3;
const MIN_LINES = 3;
/** Space between rows, and between the lines of a cell that wraps, in heights of the text. */
const MAX_ROW_GAP = 3;
const WRAP_GAP = 1.45;
/** A column is parted from the next by a stretch that no word of any line crosses, in points. */
const MIN_GUTTER = 1.5;
/** Words of one cell have less between them, in heights of the text. */
const WORD_GAP = 0.6;
/** Columns of text have more words on each line than the cells of a table, on the average. */
const PROSE_WORDS = 3;

interface Column {
  from: number;
  to: number;
}

/**
 * The page's blocks, with tables without lines put together again where PDFium takes their columns for columns of
 * text: where lines of several short cells stand on one height in several blocks, they are rows.
 */
export function withTornTables({
  blocks,
  items,
}: Pick<PdfPage, "blocks" | "items">): readonly LayoutBlock[] {
  const text = blocks.filter(({ kind }) => kind !== "table");
  const owner = new Map<TextItem, LayoutBlock>();
  for (const block of text) for (const item of itemsIn(items, block.bbox)) owner.set(item, block);
  const blockOf = new Map<WordBox, LayoutBlock>();
  for (const [item, block] of owner)
    for (const word of item.words ?? [item]) blockOf.set(word, block);
  const words = [...blockOf.keys()];
  const isTorn = ({ y, height }: PageLine) => {
    const middle = y + height / 2;
    const own = words.filter((word) => Math.abs(word.y + word.height / 2 - middle) < 0.4 * height);
    return new Set(own.map((word) => blockOf.get(word))).size > 1;
  };
  return regionsOf(linesOf(words, { joinMarkers: false })).reduce((all, region) => {
    const rect = around(region.map(rectOfLine));
    const inside = words.filter((word) => holds(rect, word));
    const columns = columnsOf(region, inside);
    const fits = columns.length >= MIN_CELLS && region.filter(isTorn).length >= MIN_LINES - 1;
    if (!rect || !fits || isProse(region, columns, inside)) return all;
    return replaceRegion(all, items, {
      rect,
      table: tableOf(region, columns, inside),
      takes: (item) => holds(rect, item),
      mayChange: ({ kind }) => kind !== "table",
    });
  }, blocks);
}

const isRow = ({ cells }: PageLine) => cells.length >= MIN_CELLS;
const middleOf = (rect: Rect) => rect.y + rect.height / 2;
const onLine = (words: readonly WordBox[], line: PageLine) =>
  words.filter((word) => Math.abs(middleOf(word) - line.y - line.height / 2) < 0.4 * line.height);

/** Runs of lines from one that shows columns to the last that does, with the shorter ones right below it. */
function regionsOf(lines: readonly PageLine[]): PageLine[][] {
  const regions: PageLine[][] = [];
  let region: PageLine[] = [];
  let pending: PageLine[] = [];
  const close = () => {
    if (region.filter(isRow).length >= MIN_LINES) regions.push(withEnd(region, pending));
    region = [];
    pending = [];
  };
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    if (before && line.y - before.y > MAX_ROW_GAP * line.height) close();
    if (isRow(line)) {
      region.push(...pending, line);
      pending = [];
    } else if (region.length > 0) pending.push(line);
    if (pending.length > 3) close();
  }
  close();
  return regions;
}

/** Totals have fewer cells than the rows above them, but each below a cell of these. */
function withEnd(region: readonly PageLine[], after: readonly PageLine[]): PageLine[] {
  const rows = region.filter(isRow).flatMap(({ cells }) => cells);
  const isBelow = ({ cells }: PageLine) =>
    cells.length > 1 &&
    cells.every((cell) =>
      rows.some((row) => row.x < cell.x + cell.width && cell.x < row.x + row.width),
    );
  const end = after.findIndex((line) => !isBelow(line));
  return [...region, ...(end < 0 ? after : after.slice(0, end))];
}

/**
 * What lies between the stretches that no word of the lines crosses. Stretches between the words of one cell, and
 * between a name and the numbers that stand below it to the right, part no columns.
 */
function columnsOf(region: readonly PageLine[], words: readonly WordBox[]): Column[] {
  const rows = region.filter(isRow).flatMap((line) => onLine(words, line));
  const columns: Column[] = [];
  for (const { x, width } of [...rows].sort((a, b) => a.x - b.x)) {
    const last = columns.at(-1);
    if (last && x < last.to + MIN_GUTTER) last.to = Math.max(last.to, x + width);
    else columns.push({ from: x, to: x + width });
  }
  const lines = region.map((line) => onLine(words, line));
  const joined = joinColumns(
    columns,
    lines,
    (gaps, height) => gaps.length > 0 && gaps.every((gap) => gap < WORD_GAP * height),
  );
  return joinColumns(joined, lines, (gaps) => gaps.length === 0);
}

/** Joins columns side by side where the gaps between them, on the lines that fill both, say that they are one. */
function joinColumns(
  columns: readonly Column[],
  lines: readonly (readonly WordBox[])[],
  areOne: (gaps: readonly number[], height: number) => boolean,
): Column[] {
  const joined: Column[] = [];
  const heights = lines.flat().map(({ height }) => height);
  const height = heights.sort((a, b) => a - b)[heights.length >> 1] ?? 0;
  for (const column of columns) {
    const last = joined.at(-1);
    const gaps = last ? lines.flatMap((line) => gapBetween(line, last, column)) : [];
    if (last && areOne(gaps, height)) last.to = column.to;
    else joined.push({ ...column });
  }
  return joined;
}

function gapBetween(line: readonly WordBox[], left: Column, right: Column): number[] {
  const ends = line.filter((word) => isIn(left, word)).map(({ x, width }) => x + width);
  const starts = line.filter((word) => isIn(right, word)).map(({ x }) => x);
  return ends.length > 0 && starts.length > 0 ? [Math.min(...starts) - Math.max(...ends)] : [];
}

function isIn({ from, to }: Column, { x, width }: Rect): boolean {
  const middle = x + width / 2;
  return middle >= from && middle <= to;
}

function isProse(
  region: readonly PageLine[],
  columns: readonly Column[],
  words: readonly WordBox[],
): boolean {
  const wordy = columns.filter((column) => {
    const own = words.filter((word) => isIn(column, word));
    const lines = region.filter((line) => onLine(own, line).length > 0).length;
    return own.length >= PROSE_WORDS * Math.max(1, lines);
  });
  return wordy.length > 1;
}

/** The column a word stands in; the nearest one, for words of lines that have no part in telling the columns. */
function indexOf(columns: readonly Column[], { x, width }: Rect): number {
  const middle = x + width / 2;
  const away = columns.map(({ from, to }) => Math.max(from - middle, middle - to, 0));
  return away.indexOf(Math.min(...away));
}

type Cell = LayoutCell & { bbox?: Rect };

function tableOf(
  region: readonly PageLine[],
  columns: readonly Column[],
  words: readonly WordBox[],
): LayoutBlock {
  const rows: Cell[][] = [];
  region.forEach((line, index) => {
    const cells = columns.map((): Cell => ({ text: "" }));
    for (const word of [...onLine(words, line)].sort((a, b) => a.x - b.x)) {
      const cell = cells[indexOf(columns, word)];
      if (cell) add(cell, word.text, word);
    }
    const last = rows.at(-1);
    const filled = cells.filter(({ text }) => text !== "").length;
    const close = line.y - (region[index - 1]?.y ?? -Infinity) < WRAP_GAP * line.height;
    if (last && close && cells[0]?.text === "" && filled * 2 <= columns.length) {
      for (const [at, { text, bbox }] of cells.entries()) {
        const cell = last[at];
        if (cell && text !== "") add(cell, text, bbox);
      }
    } else rows.push(cells);
  });
  const bbox = around(region.map(rectOfLine));
  return { kind: "table", rows, ...(bbox ? { bbox } : {}) };
}

function add(cell: Cell, text: string, rect: Rect | undefined): void {
  cell.text = [cell.text, text].filter(Boolean).join(" ");
  const bbox = around([cell.bbox, rect]);
  if (bbox) cell.bbox = bbox;
}
