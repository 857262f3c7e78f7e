import type { LayoutBlock, LayoutCell, TextItem, WordBox } from "@llamaindex/liteparse";
import { around, holds, type Rect } from "./pdf-page";
import { isRightToLeft } from "./right-to-left";

/** Boxes with less than this between them belong to one word, and overlap by less than that; in sizes of the font. */
const TOUCHING = 0.08;
const OVERLAP = 0.5;
/** Boxes of one word end on one height, in sizes of the font; those of ligatures are as small as their ink. */
const SAME_HEIGHT = 0.25;
const MAX_WORD = 80;

/** A word that was torn, and where it stands. */
interface Repair {
  word: string;
  rect: Rect;
}

/**
 * Words put together again that PDFium tears letter from letter, as it does with programs that place each letter on its
 * own (browsers): "R e gion" is "Region" when its letters touch. Spaces are only taken away, in the items and in the
 * blocks that were made of them.
 */
export function mendSpaces(page: { items: readonly TextItem[]; blocks: readonly LayoutBlock[] }): {
  items: TextItem[];
  blocks: LayoutBlock[];
} {
  const repairs: Repair[] = [];
  const items = joinItems(page.items).map((item) => mendItem(item, repairs));
  if (repairs.length === 0) return { items, blocks: [...page.blocks] };
  return { items, blocks: page.blocks.map((block) => mendBlock(block, repairs)) };
}

const sizeOf = (item: TextItem) => Math.min(item.fontSize ?? item.height, item.height * 1.5);
const bottomOf = (rect: Rect) => rect.y + rect.height;

function touch(before: Rect, after: Rect, size: number): boolean {
  const gap = after.x - before.x - before.width;
  return gap <= TOUCHING * size && gap >= -OVERLAP * size;
}

/** Items that go on where the one before ends: parts of one word or number. */
function joinItems(items: readonly TextItem[]): TextItem[] {
  const joined: TextItem[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (!last || !goesOn(last, item)) {
      joined.push(item);
      continue;
    }
    const rect = around([last, item]) ?? last;
    const words = [...(last.words ?? []), ...(item.words ?? [])];
    joined[joined.length - 1] = { ...last, ...rect, text: last.text + item.text, words };
  }
  return joined;
}

function goesOn(last: TextItem, item: TextItem): boolean {
  const size = Math.max(sizeOf(last), sizeOf(item));
  return (
    last.words !== undefined &&
    item.words !== undefined &&
    last.fontName === item.fontName &&
    Math.abs((last.fontSize ?? 0) - (item.fontSize ?? 0)) < 0.5 &&
    (last.rotation ?? 0) === 0 &&
    (item.rotation ?? 0) === 0 &&
    Math.abs(bottomOf(last) - bottomOf(item)) < SAME_HEIGHT * size &&
    touch(last.words.at(-1) ?? last, item.words[0] ?? item, size) &&
    !isRightToLeft(last.text + item.text, 0.01) &&
    !/\s$/.test(last.text)
  );
}

function mendItem(item: TextItem, repairs: Repair[]): TextItem {
  const { words = [], text } = item;
  if (words.length < 2 || (item.rotation ?? 0) !== 0 || isRightToLeft(text, 0.01)) return item;
  const groups = groupWords(words, sizeOf(item));
  if (groups.length === words.length) return item;
  const whole = groups.map((group) => {
    const word = group.map((part) => part.text).join("");
    const rect = around(group) ?? item;
    if (group.length > 1 && word.length <= MAX_WORD) repairs.push({ word, rect });
    return { text: word, ...rect };
  });
  return { ...item, words: whole, text: withoutSpaces(text, groups) };
}

function groupWords(words: readonly WordBox[], size: number): WordBox[][] {
  const groups: WordBox[][] = [];
  for (const word of words) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && touch(before, word, size)) group.push(word);
    else groups.push([word]);
  }
  return groups;
}

/** The text without the spaces that stand within a group of words; as it is where the words aren't found in it. */
function withoutSpaces(text: string, groups: readonly (readonly WordBox[])[]): string {
  let mended = "";
  let at = 0;
  for (const group of groups) {
    for (const [index, word] of group.entries()) {
      const from = text.indexOf(word.text, at);
      const between = text.slice(at, from);
      if (from < 0 || between.trim() !== "") return text;
      mended += (index === 0 ? between : "") + word.text;
      at = from + word.text.length;
    }
  }
  return mended + text.slice(at);
}

function mendBlock(block: LayoutBlock, repairs: readonly Repair[]): LayoutBlock {
  const own = repairs.filter(({ rect }) => holds(block.bbox, rect));
  if (own.length === 0) return block;
  const patterns = new Map(own.map(({ word }) => [word, torn(word)]));
  const mend = (text: string) =>
    [...patterns].reduce((mended, [word, pattern]) => mended.replace(pattern, () => word), text);
  const mendCells = (cells: readonly LayoutCell[]) =>
    cells.map((cell) => ({ ...cell, text: mend(cell.text) }));
  return {
    ...block,
    ...(block.text === undefined ? {} : { text: mend(block.text) }),
    ...(block.lines ? { lines: block.lines.map(mend) } : {}),
    ...(block.header ? { header: mendCells(block.header) } : {}),
    ...(block.rows ? { rows: block.rows.map(mendCells) } : {}),
  };
}

/** The letters of a word with at least one space between them. */
function torn(word: string): RegExp {
  const letters = [...word].map((letter) => letter.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`(?<!\\S)${letters.join("\\s?")}(?!\\S)`, "gu");
}
