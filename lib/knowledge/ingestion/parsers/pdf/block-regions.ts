import type { LayoutBlock, TextItem } from "@llamaindex/liteparse";
import { around, holds, type Rect } from "./pdf-page";
import { linesOf, rectOfLine } from "./table-layout";

export const itemsIn = (items: readonly TextItem[], rect: Rect | undefined): TextItem[] =>
  items.filter((item) => holds(rect, item));

/** A table and the region of the page it takes. */
export interface Region {
  rect: Rect;
  table: LayoutBlock;
  /** Whether a piece of text stands in the region. */
  takes: (item: TextItem) => boolean;
}

/**
 * The blocks with this table where the first block stood whose text it takes, and what else these blocks held before
 * and after it. Blocks that `mayChange` doesn't allow are left alone.
 */
export function replaceRegion(
  blocks: readonly LayoutBlock[],
  items: readonly TextItem[],
  { rect, table, takes, mayChange }: Region & { mayChange: (block: LayoutBlock) => boolean },
): LayoutBlock[] {
  const touched = blocks.filter(
    (block) => mayChange(block) && itemsIn(items, block.bbox).some(takes),
  );
  const first = touched[0];
  if (!first) return [...blocks];
  const left = touched.flatMap((block) => restOf(block, items, takes));
  const above = left.filter((block) => (block.bbox?.y ?? 0) < rect.y);
  const below = left.filter((block) => (block.bbox?.y ?? 0) >= rect.y);
  return blocks.flatMap((block) => {
    if (block === first) return [...above, table, ...below];
    return touched.includes(block) ? [] : [block];
  });
}

function restOf(
  block: LayoutBlock,
  items: readonly TextItem[],
  takes: (item: TextItem) => boolean,
): LayoutBlock[] {
  const rest = itemsIn(items, block.bbox).filter((item) => !takes(item));
  const lines = linesOf(rest);
  const bbox = around(lines.map(rectOfLine));
  if (!bbox) return [];
  const texts = lines.map(({ cells }) => cells.map((cell) => cell.text.trim()).join(" "));
  // Nothing says that lines left over from a table are one sentence.
  if (block.kind === "table") return [{ kind: "paragraph", lines: texts, bbox }];
  return [{ ...block, text: texts.join(" "), bbox }];
}
