import type { VectorGraphics } from "@llamaindex/liteparse";
import { around, type Rect } from "./pdf-page";

/** A straight line that is drawn on a page: where it stands across its direction, and from where to where it runs. */
interface Ruling {
  at: number;
  from: number;
  to: number;
}

/** A cell of a drawn table; rows and columns count from 0, ends are exclusive. */
export interface RuledCell {
  top: number;
  left: number;
  bottom: number;
  right: number;
  rect: Rect;
}

/** A table as its lines draw it: cells in reading order, each a rectangle of the grid. */
export interface RuledGrid {
  rows: number;
  columns: number;
  rect: Rect;
  cells: RuledCell[];
}

/** Lines that are nearer than this are one, and lines with less between them meet; in points. */
const NEAR = 3;
/** A line that reaches this far beyond the outermost one across it draws cells without an outer edge. */
const OPEN_EDGE = 12;
/** Shorter lines belong to letters and signs. */
const MIN_LENGTH = 8;
/** A page with more lines than this is a drawing. */
const MAX_LINES = 3_000;
const MAX_SIDE = 500;

/** The tables that the lines of a page draw, with at least two rows and two columns. */
export function ruledGrids(graphics: VectorGraphics | undefined): RuledGrid[] {
  const { lines = [] } = graphics ?? {};
  if (lines.length > MAX_LINES) return [];
  const across: Ruling[] = [];
  const down: Ruling[] = [];
  for (const { x1, y1, x2, y2 } of lines) {
    const [width, height] = [Math.abs(x2 - x1), Math.abs(y2 - y1)];
    if (height <= 1 && width >= MIN_LENGTH)
      across.push({ at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) });
    else if (width <= 1 && height >= MIN_LENGTH)
      down.push({ at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) });
  }
  return connected(joinRulings(across), joinRulings(down)).flatMap((group) => gridOf(group) ?? []);
}

/** Both edges of a thick line, and the pieces of a long one, become one line. */
function joinRulings(rulings: readonly Ruling[]): Ruling[] {
  const joined: Ruling[] = [];
  for (const ruling of [...rulings].sort((a, b) => a.at - b.at || a.from - b.from)) {
    const known = joined.findLast(
      (one) =>
        Math.abs(one.at - ruling.at) < NEAR &&
        ruling.from <= one.to + NEAR &&
        ruling.to >= one.from - NEAR,
    );
    if (!known) joined.push({ ...ruling });
    else {
      known.from = Math.min(known.from, ruling.from);
      known.to = Math.max(known.to, ruling.to);
    }
  }
  return joined;
}

interface Group {
  across: Ruling[];
  down: Ruling[];
}

/** Lines that meet, directly or by others. */
function connected(across: readonly Ruling[], down: readonly Ruling[]): Group[] {
  const groups: Group[] = [];
  for (const line of down) {
    const met = across.filter((other) => meet(line, other));
    const own = groups.filter((group) => group.across.some((other) => met.includes(other)));
    const rest = groups.filter((group) => !own.includes(group));
    const merged = {
      across: [...new Set([...own.flatMap((group) => group.across), ...met])],
      down: [...own.flatMap((group) => group.down), line],
    };
    groups.splice(0, groups.length, ...rest, merged);
  }
  return groups;
}

const meet = (down: Ruling, across: Ruling) =>
  down.at >= across.from - NEAR &&
  down.at <= across.to + NEAR &&
  across.at >= down.from - NEAR &&
  across.at <= down.to + NEAR;

function gridOf({ across, down }: Group): RuledGrid | null {
  const ys = edges(across, down);
  const xs = edges(down, across);
  const [rows, columns] = [ys.length - 1, xs.length - 1];
  if (rows < 2 || columns < 2 || rows > MAX_SIDE || columns > MAX_SIDE) return null;
  const separates = (rulings: readonly Ruling[], at: number, middle: number) =>
    rulings.some(
      (one) => Math.abs(one.at - at) < NEAR && one.from <= middle + 1 && one.to >= middle - 1,
    );
  const middle = (all: readonly number[], index: number) =>
    ((all[index] ?? 0) + (all[index + 1] ?? 0)) / 2;
  const cells: RuledCell[] = [];
  const taken = new Set<number>();
  for (let top = 0; top < rows; top += 1) {
    for (let left = 0; left < columns; left += 1) {
      if (taken.has(top * columns + left)) continue;
      let right = left + 1;
      while (right < columns && !separates(down, xs[right] ?? 0, middle(ys, top))) right += 1;
      let bottom = top + 1;
      while (bottom < rows && !separates(across, ys[bottom] ?? 0, middle(xs, left))) bottom += 1;
      for (let row = top; row < bottom; row += 1) {
        for (let column = left; column < right; column += 1) {
          // Lines that leave a cell of another shape than a rectangle draw no table.
          if (taken.has(row * columns + column)) return null;
          taken.add(row * columns + column);
        }
      }
      const [x, y] = [xs[left] ?? 0, ys[top] ?? 0];
      const rect = { x, y, width: (xs[right] ?? x) - x, height: (ys[bottom] ?? y) - y };
      cells.push({ top, left, bottom, right, rect });
    }
  }
  const rect = around(cells.map((cell) => cell.rect));
  return rect ? { rows, columns, rect, cells } : null;
}

/** Where lines stand, each place once, with the ends of the lines across them where these go on. */
function edges(rulings: readonly Ruling[], others: readonly Ruling[]): number[] {
  const found: number[] = [];
  for (const at of rulings.map((one) => one.at).sort((a, b) => a - b)) {
    if (at - (found.at(-1) ?? -Infinity) >= NEAR) found.push(at);
  }
  const [first = 0, last = 0] = [found[0], found.at(-1)];
  const start = Math.min(...others.map(({ from }) => from));
  const end = Math.max(...others.map(({ to }) => to));
  return [
    ...(start < first - OPEN_EDGE ? [start] : []),
    ...found,
    ...(end > last + OPEN_EDGE ? [end] : []),
  ];
}

/** The grid with more lines across some of its rows: at these heights, through the cells that span no other row. */
export function splitRows(
  grid: RuledGrid,
  cuts: ReadonlyMap<number, readonly number[]>,
): RuledGrid {
  const before: number[] = [];
  let rows = 0;
  for (let row = 0; row <= grid.rows; row += 1) {
    before.push(rows);
    rows += 1 + (cuts.get(row)?.length ?? 0);
  }
  const shifted = (row: number) => before[row] ?? 0;
  const cells = grid.cells.flatMap((cell): RuledCell[] => {
    const own = cell.bottom === cell.top + 1 ? (cuts.get(cell.top) ?? []) : [];
    const ys = [cell.rect.y, ...own, cell.rect.y + cell.rect.height];
    if (own.length === 0)
      return [{ ...cell, top: shifted(cell.top), bottom: shifted(cell.bottom) }];
    return ys.slice(0, -1).map((y, at) => ({
      ...cell,
      top: shifted(cell.top) + at,
      bottom: shifted(cell.top) + at + 1,
      rect: { ...cell.rect, y, height: (ys[at + 1] ?? y) - y },
    }));
  });
  return { ...grid, rows: shifted(grid.rows), cells };
}
