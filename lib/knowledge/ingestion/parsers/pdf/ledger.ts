import type { LayoutBlock, LayoutCell, TextItem } from "@llamaindex/liteparse";
import { itemsIn, replaceRegion } from "./block-regions";
import { around, holds, type PdfPage, type Rect } from "./pdf-page";
import { linesOf, rectOfLine, type PageItem, type PageLine } from "./table-layout";

/** A number as statements print it, a dash for none, or a sign that stands apart from its number. */
const AMOUNT =
  /^(?:[$€£¥]?\s*\(?[-–—+]?[$€£¥]?\s*\d[\d.,\s]*\)?\s*[%x]?\)?|[-–—]+|[$€£¥%)]|n\/?[am]\.?)$/i;
const COLUMN_NAME = /^(?:\D{0,20}\d{4}|change|%.{0,20}|total|q[1-4].{0,8})$/i;
const NAMES_YEAR = /^\D{0,20}\d{4}$/;
const CURRENCY = /^[$€£¥]$/;
const ENDING = /^[%)]+$/;
/** Share of a block's cells that must be amounts. */
const AMOUNTS_SHARE = 0.6;
const MIN_LINES = 2;
/** Lines of prose end near the same edge; labels do not. */
const PROSE_SHARE = 0.6;

type Line = PageLine & { isLedger: boolean };

/**
 * The page's blocks, with statements put together again: PDFium takes a column of labels and the columns of amounts
 * beside it for columns of text, so no amount stands with its label. Where amounts stand on the lines of text that
 * isn't prose, these lines become one table.
 */
export function withLedgers({ blocks, items }: Pick<PdfPage, "blocks" | "items">): LayoutBlock[] {
  const owned = blocks.map((block) => (mayBeTorn(block, items) ? itemsIn(items, block.bbox) : []));
  const amountItems = new Set(owned.filter(areAmounts).flat());
  if (amountItems.size < MIN_LINES) return [...blocks];
  const textItems = new Set(owned.filter((own) => !areAmounts(own)).flat());
  const amounts = [...amountItems].flatMap((item) => item.words ?? [item]);
  const lines = linesOf([...textItems, ...amounts], { joinMarkers: false }).map((line) =>
    toLine(line, owned, amountItems),
  );
  const ledgers = regionsOf(lines).filter((region) => !isProse(region));
  return ledgers.reduce<LayoutBlock[]>(
    (all, region) => {
      const rect = around(region.map(rectOfLine));
      if (!rect) return all;
      return replaceRegion(all, items, {
        rect,
        table: tableOf(region, rect),
        takes: (item) => holds(rect, item),
        mayChange: (block) => mayBeTorn(block, items),
      });
    },
    [...blocks],
  );
}

/** Text, or a table of nothing but amounts, whose labels must stand elsewhere. */
function mayBeTorn({ kind, bbox }: LayoutBlock, items: readonly TextItem[]): boolean {
  if (kind === "table") return areAmounts(itemsIn(items, bbox));
  return kind === "paragraph" || kind === "heading" || kind === "code";
}
const rightOf = (rect: Rect) => rect.x + rect.width;
const centre = (rect: Rect) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });

function areAmounts(items: readonly TextItem[]): boolean {
  const words = items.flatMap((item) => item.words ?? [item]);
  const amounts = words.filter(({ text }) => AMOUNT.test(text.trim()));
  return words.length > 0 && amounts.length >= AMOUNTS_SHARE * words.length;
}

/** A line is a ledger's when a label and, right of it, amounts of another block stand on it. */
function toLine(
  line: PageLine,
  owned: readonly TextItem[][],
  amounts: ReadonlySet<TextItem>,
): Line {
  const cells = joinSigns(line.cells);
  const [first, ...rest] = cells;
  const isAmountCell = (cell: PageItem) => AMOUNT.test(cell.text.trim());
  const torn = [...amounts].some(
    (item) =>
      Math.abs(centre(item).y - (line.y + line.height / 2)) < 0.35 * line.height &&
      owned.some((own) => own.includes(item) && !own.some((other) => first && holds(first, other))),
  );
  const isLedger =
    first !== undefined &&
    !isHead({ cells }) &&
    !isAmountCell(first) &&
    rest.length > 0 &&
    rest.every(isAmountCell) &&
    torn;
  return { ...line, cells, isLedger };
}

/** Currencies go with the amount after them, per cents and brackets with the one before. */
function joinSigns(cells: readonly PageItem[]): PageItem[] {
  const joined: PageItem[] = [];
  for (const cell of cells) {
    const last = joined.at(-1);
    const text = cell.text.trim();
    if (last && (CURRENCY.test(last.text.trim()) || ENDING.test(text))) {
      const glue = ENDING.test(text) || CURRENCY.test(last.text.trim()) ? "" : " ";
      last.text = `${last.text.trim()}${glue}${text}`;
      last.width = rightOf(cell) - last.x;
    } else joined.push({ ...cell });
  }
  return joined;
}

/** Runs of lines from a ledger's first to its last, with the lines of labels between them and the heads above. */
function regionsOf(lines: readonly Line[]): Line[][] {
  const regions: Line[][] = [];
  let region: Line[] = [];
  let pending: Line[] = [];
  const close = () => {
    if (region.filter((line) => line.isLedger).length >= MIN_LINES) regions.push(region);
    region = [];
    pending = [];
  };
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    const far = before && line.y - before.y > 4 * line.height;
    if (far || (region.length > 0 && pending.length > 2)) close();
    if (line.isLedger) {
      region.push(...pending, line);
      pending = [];
    } else if (region.length > 0) pending.push(line);
    else if (isHead(line)) region = [line];
  }
  close();
  return regions;
}

/** The line above a ledger that names its columns, such as years; its first cell may name the labels or the unit. */
function isHead({ cells }: { cells: readonly PageItem[] }): boolean {
  const names = NAMES_YEAR.test(cells[0]?.text.trim() ?? "") ? cells : cells.slice(1);
  return cells.length > 1 && names.every(({ text }) => COLUMN_NAME.test(text.trim()));
}

function isProse(region: readonly Line[]): boolean {
  const labels = region.filter((line) => line.isLedger).flatMap(({ cells }) => cells[0] ?? []);
  const edge = Math.max(...labels.map(rightOf));
  const width = edge - Math.min(...labels.map(({ x }) => x));
  const full = labels.filter((label) => edge - rightOf(label) < 0.05 * width);
  return labels.length > 4 && full.length >= PROSE_SHARE * labels.length;
}

type Cell = LayoutCell & { bbox?: Rect };

function tableOf(region: readonly Line[], bbox: Rect): LayoutBlock {
  const columns = columnsOf(
    region.flatMap(({ cells, isLedger }) => namesOrAmounts(cells, isLedger)),
  );
  const rows = region.map(({ cells, isLedger }) => {
    const row = Array.from({ length: columns.length + 1 }, (): Cell => ({ text: "" }));
    const placed = namesOrAmounts(cells, isLedger);
    for (const cell of cells) {
      const slot = row[placed.includes(cell) ? nearest(columns, cell) + 1 : 0];
      if (!slot) continue;
      slot.text = [slot.text, cell.text.trim()].filter(Boolean).join(" ");
      slot.bbox = around([slot.bbox, cell]) ?? cell;
    }
    return row;
  });
  const [head = [], ...body] = rows;
  const named = region[0]?.isLedger === false;
  return { kind: "table", ...(named ? { header: head, rows: body } : { rows }), bbox };
}

/** The cells of a line that stand in columns: not those of its label. */
function namesOrAmounts(cells: readonly PageItem[], isLedger: boolean): readonly PageItem[] {
  if (!isLedger && !isHead({ cells })) return [];
  return NAMES_YEAR.test(cells[0]?.text.trim() ?? "") ? cells : cells.slice(1);
}

/** Columns from left to right: what overlaps stands in one. */
function columnsOf(cells: readonly PageItem[]): Rect[] {
  const columns: Rect[] = [];
  for (const { x, y, width, height } of [...cells].sort((a, b) => a.x - b.x)) {
    const last = columns.at(-1);
    if (last && x <= rightOf(last)) last.width = Math.max(rightOf(last), x + width) - last.x;
    else columns.push({ x, y, width, height });
  }
  return columns;
}

function nearest(columns: readonly Rect[], cell: Rect): number {
  const away = columns.map((column) => Math.abs(centre(column).x - centre(cell).x));
  return away.indexOf(Math.min(...away));
}
