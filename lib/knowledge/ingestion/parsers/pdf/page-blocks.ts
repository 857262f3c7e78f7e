import type { LayoutBlock, LayoutCell, TextItem } from "@llamaindex/liteparse";
import { plainInline } from "../markdown/plain-inline";
import { namesColumns } from "../table-header";
import { itemsIn } from "./block-regions";
import { around, type PageBlock, type Rect } from "./pdf-page";

/**
 * The pieces of a page in the order PDFium found; items of a list are lines of one paragraph. `items` are the page's
 * runs of text, which tell by their fonts the names of a table's columns.
 */
export function pageBlocks(
  blocks: readonly LayoutBlock[],
  items: readonly TextItem[],
): PageBlock[] {
  const pieces: PageBlock[] = [];
  let list: LayoutBlock[] = [];
  const closeList = () => {
    if (list.length > 0) pieces.push(listBlock(list));
    list = [];
  };
  for (const block of blocks) {
    if (block.kind === "list_item") list.push(block);
    else {
      closeList();
      pieces.push(...pieceOf(block, items));
    }
  }
  closeList();
  return pieces;
}

function pieceOf(block: LayoutBlock, items: readonly TextItem[]): PageBlock[] {
  const place = block.bbox ? { rect: block.bbox } : {};
  if (block.kind === "heading") {
    const { level = 1, text = "" } = block;
    return [{ kind: "heading", level, text: plainInline(text), ...place }];
  }
  if (block.kind === "table") return [tableOf(block, items)];
  const text = block.lines ? block.lines.join("\n") : plainInline(block.text ?? "");
  return text.trim() === "" ? [] : [paragraph(text, block.bbox)];
}

const paragraph = (text: string, rect: Rect | undefined): PageBlock => ({
  kind: "paragraph",
  text,
  ...(rect ? { rect } : {}),
});

function listBlock(items: readonly LayoutBlock[]): PageBlock {
  const lines = items.map(({ text = "", ordered, marker = "", level = 0 }) => {
    const sign = ordered ? marker : "-";
    return `${"  ".repeat(Math.min(level, 6))}${sign} ${plainInline(text)}`;
  });
  return paragraph(lines.join("\n"), around(items.map(({ bbox }) => bbox)));
}

/** An amount in a header is a row that PDFium took for a part of it. */
const isAmount = (text: string) => /\d[.,]\d{2,3}(?!\d)/.test(text);

/** Years and the like above the amounts of a statement; its column of labels needs no name. */
const namesYears = ([, ...names]: readonly string[]) =>
  names.length > 0 && !names.includes("") && new Set(names).size === names.length;

function tableOf({ header, rows = [], bbox }: LayoutBlock, items: readonly TextItem[]): PageBlock {
  const texts = (cells: readonly LayoutCell[]) => cells.map(({ text }) => plainInline(text));
  const rectOf = (cells: readonly LayoutCell[]) => around(cells.map((cell) => cell.bbox));
  const all = header ? [header, ...rows] : rows;
  const [first = [], ...rest] = all;
  const standsOut =
    (header !== undefined && first.length > 2) || haveOtherFonts(rectOf(first), bbox, items);
  const clear =
    namesColumns(all.map(texts), { standsOut, isDrawn: true }) && !texts(first).some(isAmount);
  const named = rest.length > 0 && (clear || (header !== undefined && namesYears(texts(first))));
  const body = named ? rest : all;
  return {
    kind: "table",
    header: named ? texts(first) : null,
    rows: body.map(texts),
    ...(bbox ? { rect: bbox } : {}),
    rowRects: body.map(rectOf),
  };
}

/** Whether the text of a table's first row is set in fonts that hardly any text below it has. */
function haveOtherFonts(
  row: Rect | undefined,
  table: Rect | undefined,
  items: readonly TextItem[],
): boolean {
  const inTable = itemsIn(items, table);
  const above = new Set(itemsIn(inTable, row).map(({ fontName }) => fontName));
  const below = inTable.filter((item) => row && item.y > row.y + row.height - 1);
  const alike = below.filter(({ fontName }) => above.has(fontName));
  return above.size > 0 && below.length > 0 && alike.length <= below.length * 0.1;
}
