import type { LayoutBlock, TextItem } from "@llamaindex/liteparse";
import { around, type PdfPage } from "./pdf-page";
import { linesOf, rectOfLine, type PageLine } from "./table-layout";

/** The space between two frames of text, in heights of their lines. */
const MIN_GUTTER = 3;
/** The space between two cells of a line, in heights of the line. */
const MIN_CELL_GAP = 1.5;
/** Share of a paragraph's lines that must have cells to make a table of it. */
const TABULAR_SHARE = 0.7;
/** Lines of one frame stand on each other's height to a hair; those of two frames seldom do. In points. */
const SAME_LINE = 0.1;

/**
 * The page's blocks, with two kinds of paragraph put right that PDFium reads as flowing text: two frames of text side
 * by side become two, and lines of labels and values become rows. Text that stands on the same height is to be read
 * across, text of frames does so only by chance.
 */
export function apartInColumns({
  blocks,
  items,
}: Pick<PdfPage, "blocks" | "items">): LayoutBlock[] {
  return blocks.flatMap((block) => {
    const { bbox } = block;
    if (block.kind !== "paragraph" || !bbox) return [block];
    const inside = items.filter(
      ({ x, y, width, height }) =>
        x >= bbox.x - 1 &&
        x + width <= bbox.x + bbox.width + 2 &&
        y + height / 2 >= bbox.y &&
        y + height / 2 <= bbox.y + bbox.height,
    );
    return framesOf(inside) ?? rowsOf(inside) ?? [block];
  });
}

/** Two paragraphs where all lines leave the same wide gap free. */
function framesOf(items: readonly TextItem[]): LayoutBlock[] | null {
  const gutter = gutterOf(items);
  if (gutter === null) return null;
  const left = items.filter((item) => item.x < gutter);
  const right = items.filter((item) => item.x >= gutter);
  if (left.length < 2 || right.length < 2 || !standApart(left, right)) return null;
  return [left, right].map((column): LayoutBlock => {
    const bbox = around(column);
    const text = [...column]
      .sort((a, b) => a.y - b.y || a.x - b.x)
      .map((item) => item.text.trim())
      .join(" ");
    return { kind: "paragraph", text, ...(bbox ? { bbox } : {}) };
  });
}

/** Where the right column starts: after the widest stretch that no text crosses. */
function gutterOf(items: readonly TextItem[]): number | null {
  const height = Math.max(0, ...items.map((item) => item.height));
  let widest = 0;
  let start: number | null = null;
  let edge = -Infinity;
  for (const item of [...items].sort((a, b) => a.x - b.x)) {
    if (edge > -Infinity && item.x - edge > widest) {
      widest = item.x - edge;
      start = item.x;
    }
    edge = Math.max(edge, item.x + item.width);
  }
  return widest >= MIN_GUTTER * height ? start : null;
}

function standApart(left: readonly TextItem[], right: readonly TextItem[]): boolean {
  const bottom = (item: TextItem) => item.y + item.height;
  return left.every((one) =>
    right.every(
      (other) =>
        Math.abs(bottom(one) - bottom(other)) > SAME_LINE &&
        Math.abs((one.fontSize ?? 0) - (other.fontSize ?? 0)) < 0.5,
    ),
  );
}

/** A table without a header where most lines have cells apart from each other. */
function rowsOf(items: readonly TextItem[]): LayoutBlock[] | null {
  const lines = linesOf(items);
  const wide = lines.filter(hasCells);
  if (wide.length < 2 || wide.length < lines.length * TABULAR_SHARE) return null;
  const rows = lines.map((line) =>
    line.cells.map(({ text, ...bbox }) => ({ text: text.trim(), bbox })),
  );
  const bbox = around(lines.map(rectOfLine));
  return [{ kind: "table", rows, ...(bbox ? { bbox } : {}) }];
}

const hasCells = ({ cells, height }: PageLine) =>
  cells.length > 1 &&
  cells.every((cell, index) => {
    const before = cells[index - 1];
    return !before || cell.x - before.x - before.width >= MIN_CELL_GAP * height;
  });
