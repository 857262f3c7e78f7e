import type { LayoutBlock, LayoutCell } from "@llamaindex/liteparse";
import { looksLikeHeader } from "../document-builder";
import { plainInline } from "../markdown/plain-inline";
import { around, type PageBlock, type Rect } from "./pdf-page";

/** The pieces of a page in the order PDFium found; items of a list are lines of one paragraph. */
export function pageBlocks(blocks: readonly LayoutBlock[]): PageBlock[] {
  const pieces: PageBlock[] = [];
  let items: LayoutBlock[] = [];
  const closeList = () => {
    if (items.length > 0) pieces.push(listBlock(items));
    items = [];
  };
  for (const block of blocks) {
    if (block.kind === "list_item") items.push(block);
    else {
      closeList();
      pieces.push(...pieceOf(block));
    }
  }
  closeList();
  return pieces;
}

function pieceOf(block: LayoutBlock): PageBlock[] {
  const place = block.bbox ? { rect: block.bbox } : {};
  if (block.kind === "heading") {
    const { level = 1, text = "" } = block;
    return [{ kind: "heading", level, text: plainInline(text), ...place }];
  }
  if (block.kind === "table") return [tableOf(block)];
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

function tableOf({ header, rows = [], bbox }: LayoutBlock): PageBlock {
  const texts = (cells: readonly LayoutCell[]) => cells.map(({ text }) => plainInline(text));
  const rectOf = (cells: readonly LayoutCell[]) => around(cells.map((cell) => cell.bbox));
  const all = header ? [header, ...rows] : rows;
  const [first = [], ...rest] = all;
  const clear = looksLikeHeader(texts(first)) && !texts(first).some(isAmount);
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
