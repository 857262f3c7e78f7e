import type { LayoutBlock, LayoutCell, TextItem, WordBox } from "@llamaindex/liteparse";
import { replaceRegion } from "./block-regions";
import { holds, type PdfPage } from "./pdf-page";
import { wordsOf } from "./right-to-left";
import { ruledGrids, splitRows, type RuledCell, type RuledGrid } from "./rulings";
import { linesOf } from "./table-layout";

/** A cell with more words is a part of the page with a frame around it. */
const MAX_CELL_WORDS = 200;
/** Shares of its columns that a line fills, and of numbers beside its label, to be a row of its own. */
const FILLED_SHARE = 0.6;
const NUMBERS_SHARE = 0.6;
/** Rows that together name the columns. */
const MAX_HEAD_ROWS = 3;

/**
 * The page's blocks, with the tables that are drawn by lines as these lines say: each word belongs to the cell it
 * stands in, whatever is beside it on the page. A cell that spans rows holds for each of them. Where there is no such
 * table, the blocks themselves are given.
 */
export function withRuledTables({
  blocks,
  items,
  graphics,
}: Pick<PdfPage, "blocks" | "items" | "graphics">): readonly LayoutBlock[] {
  return ruledGrids(graphics).reduce((all, grid) => {
    const table = tableOf(grid, items);
    if (!table) return all;
    const takes = (item: TextItem) => holds(grid.rect, item);
    return replaceRegion(all, items, { rect: grid.rect, table, takes, mayChange: () => true });
  }, blocks);
}

type Cell = RuledCell & { text: string; words: number };

function tableOf(drawn: RuledGrid, items: readonly TextItem[]): LayoutBlock | null {
  const words = wordsOf(items.filter((item) => overlaps(drawn, item)));
  const grid = splitRows(drawn, cutsOf(drawn, words));
  const cells = grid.cells.map((cell): Cell => {
    const own = words.filter((word) => holds(cell.rect, word));
    const lines = linesOf(own).map((line) => line.cells.map(({ text }) => text.trim()).join(" "));
    return { ...cell, words: own.length, text: lines.join(" ") };
  });
  const filled = cells.filter(({ text }) => text !== "");
  const rowCount = new Set(filled.map(({ top }) => top)).size;
  const columnCount = new Set(filled.map(({ left }) => left)).size;
  if (rowCount < 2 || columnCount < 2 || filled.some((one) => one.words > MAX_CELL_WORDS))
    return null;
  const rows = Array.from({ length: grid.rows }, (_, row) => rowOf(cells, row, grid.columns));
  const head = headRows(cells, grid.columns);
  const bbox = grid.rect;
  if (head.length < 2) return { kind: "table", rows: rows.filter(hasText), bbox };
  return {
    kind: "table",
    header: joined(head),
    rows: rows.slice(head.length).filter(hasText),
    bbox,
  };
}

/**
 * Where a row of the grid holds several rows of the table, as lines are often drawn after every few rows only: each of
 * its lines fills most of the columns, and mostly with numbers, which don't wrap.
 */
function cutsOf(grid: RuledGrid, words: readonly WordBox[]): Map<number, number[]> {
  const cuts = new Map<number, number[]>();
  for (let row = 0; row < grid.rows; row += 1) {
    const cells = grid.cells
      .filter(({ top, bottom }) => top === row && bottom === row + 1)
      .map(({ rect }) => words.filter((word) => holds(rect, word)))
      .filter((own) => own.length > 0);
    const lines = linesOf(cells.flat());
    const filled = lines.map(({ y, height }) => {
      const stands = (word: WordBox) =>
        Math.abs(word.y + word.height / 2 - y - height / 2) <= 0.5 * height;
      return cells.map((own) => own.find(stands)).filter((word) => word !== undefined);
    });
    const numbers = filled
      .flatMap((own) => own.slice(1))
      .filter(({ text }) => /^\P{L}+$/u.test(text));
    const others = filled.flatMap((own) => own.slice(1)).length;
    const full = filled.every((own) => own.length > 1 && own.length >= cells.length * FILLED_SHARE);
    if (lines.length < 2 || !full || numbers.length < others * NUMBERS_SHARE) continue;
    cuts.set(
      row,
      lines
        .slice(1)
        .map((line, at) => (line.y + (lines[at]?.y ?? 0) + (lines[at]?.height ?? 0)) / 2),
    );
  }
  return cuts;
}

function overlaps({ rect }: RuledGrid, item: TextItem): boolean {
  const middle = item.y + item.height / 2;
  return (
    item.x < rect.x + rect.width &&
    item.x + item.width > rect.x &&
    middle >= rect.y - 1 &&
    middle <= rect.y + rect.height + 1
  );
}

const hasText = (row: readonly LayoutCell[]) => row.some(({ text }) => text !== "");

/** The cells of a row of the grid; a cell that spans columns stands in the first of them. */
function rowOf(cells: readonly Cell[], row: number, columns: number): LayoutCell[] {
  return Array.from({ length: columns }, (_, column) => {
    const cell = cells.find(
      ({ top, bottom, left }) => left === column && top <= row && row < bottom,
    );
    return cell ? { text: cell.text, bbox: cell.rect } : { text: "" };
  });
}

/** The names of columns where they take several rows: "Price" above "Month" and "Year". */
function headRows(cells: readonly Cell[], columns: number): string[][] {
  const first = cells.find(({ top, left }) => top === 0 && left === 0);
  const depth = first?.bottom ?? 0;
  const spans = cells.some(({ top, left, right }) => top < depth - 1 && right > left + 1);
  if (!first || depth < 2 || depth > MAX_HEAD_ROWS || !spans || first.right > 1) return [];
  return Array.from({ length: depth }, (_, row) =>
    Array.from({ length: columns }, (__, column) => {
      const over = cells.find(
        ({ top, bottom, left, right }) =>
          top <= row && row < bottom && left <= column && column < right,
      );
      return over?.text ?? "";
    }),
  );
}

function joined(head: readonly (readonly string[])[]): LayoutCell[] {
  return (head[0] ?? []).map((_, column) => {
    const names = head.map((row) => row[column] ?? "").filter(Boolean);
    return { text: [...new Set(names)].join(" ") };
  });
}
