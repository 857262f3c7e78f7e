import type { WordBox } from "@llamaindex/liteparse";
import { around, type PageBlock } from "./pdf-page";

const CJK = /^[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]$/u;
const MIN_SIGNS = 4;
/** Steps to the next sign, in sizes of a sign: within a column at most, and to the next column at least. */
const MAX_STEP = 1.35;
/** Share of the signs that must stand below each other. */
const MIN_SHARE = 0.6;

const middle = (word: WordBox) => word.x + word.width / 2;
const sizeOf = (word: WordBox) => Math.max(word.width, word.height);

/** Whether the page's Chinese or Japanese signs stand in columns, to be read from top to bottom. */
export function isVertical(words: readonly WordBox[]): boolean {
  const signs = words.filter((word) => CJK.test(word.text));
  const letters = words.reduce((sum, word) => sum + [...word.text].length, 0);
  if (signs.length < MIN_SIGNS || signs.length < letters * MIN_SHARE) return false;
  const below = signs.filter(
    (sign) => near(signs, sign, "below") && !near(signs, sign, "beside"),
  ).length;
  return below >= (signs.length - columnsOf(signs).length) * MIN_SHARE;
}

/** Whether another sign follows directly below, or to the right. */
function near(signs: readonly WordBox[], sign: WordBox, where: "below" | "beside"): boolean {
  const size = sizeOf(sign);
  return signs.some((other) => {
    const across = Math.abs(middle(other) - middle(sign));
    const down = other.y - sign.y;
    if (where === "below") return across < 0.3 * size && down > 0 && down <= MAX_STEP * size;
    return Math.abs(down) < 0.3 * size && other.x > sign.x && across <= MAX_STEP * size;
  });
}

/** Columns from right to left, each read downwards; one that ends early ends its paragraph. */
export function readVertical(words: readonly WordBox[]): PageBlock[] {
  const columns = columnsOf(words);
  const bottomOf = (column: readonly WordBox[]) =>
    Math.max(...column.map((word) => word.y + word.height));
  const bottom = Math.max(...columns.map(bottomOf));
  const paragraphs: WordBox[][] = [[]];
  for (const column of columns) {
    paragraphs.at(-1)?.push(...column);
    const size = Math.max(...column.map(sizeOf));
    if (bottomOf(column) < bottom - 1.5 * size) paragraphs.push([]);
  }
  return paragraphs.flatMap((paragraph): PageBlock[] => {
    const rect = around(paragraph);
    const text = paragraph.map((word) => word.text).join("");
    return rect ? [{ kind: "paragraph", text, rect }] : [];
  });
}

function columnsOf(words: readonly WordBox[]): WordBox[][] {
  const columns: WordBox[][] = [];
  for (const word of [...words].sort((a, b) => middle(b) - middle(a))) {
    const column = columns.at(-1);
    const first = column?.[0];
    if (column && first && middle(first) - middle(word) < 0.5 * sizeOf(first)) column.push(word);
    else columns.push([word]);
  }
  return columns.map((column) => column.sort((a, b) => a.y - b.y));
}
