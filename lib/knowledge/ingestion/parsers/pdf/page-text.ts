import type { WordBox } from "@llamaindex/liteparse";
import {
  mayHaveSwapped,
  NO_REPAIRS,
  repairWords,
  type WordRepairs,
  wordRepairs,
} from "./arabic-ligatures";
import { apartInColumns } from "./columns";
import { filledIn } from "./form-text";
import { pageBlocks } from "./page-blocks";
import { withLedgers } from "./ledger";
import { bare, layOutPage, type HeadingStyles } from "./page-layout";
import { around, type PageBlock, type PdfPage } from "./pdf-page";
import type { PdfSource } from "./read-pdf";
import { isRightToLeft, readRightToLeft, shareOut, wordsOf } from "./right-to-left";
import { withRuledTables } from "./ruled-tables";
import { isPageNumber, type RunningText } from "./running-text";
import { withTornTables } from "./torn-tables";
import { isVertical, readVertical } from "./vertical-text";

/** What is known of the document when one of its pages is read. */
export interface DocumentLooks {
  styles: HeadingStyles;
  running: RunningText;
}

/** The pieces of a page in reading order, with its running lines where they are new. */
export async function readPage(
  page: PdfPage,
  { styles, running }: DocumentLooks,
  source: PdfSource,
): Promise<PageBlock[]> {
  const words = wordsOf(page.items);
  if (isVertical(words)) return [...readVertical(words), ...filledIn(page)];
  const text = page.items.map((item) => item.text).join(" ");
  const rightToLeft = isRightToLeft(text);
  const ruled = withRuledTables(page);
  const whole = rightToLeft ? ruled : withTornTables({ ...page, blocks: ruled });
  const found =
    (rightToLeft || whole !== page.blocks ? null : layOutPage(page, styles)) ??
    pageBlocks(
      apartInColumns({ ...page, blocks: withLedgers({ ...page, blocks: whole }) }),
      page.items,
    );
  const known = bare(found.map(textOfBlock).join(" ") + page.markdown);
  const { above, below } = running.of(page, known);
  const blocks = [...above, ...found.filter((block) => !isPageNumber(page, block)), ...below];
  if (!rightToLeft) return [...blocks, ...filledIn(page)].map((block) => mapText(block, cleanText));
  const repairs = mayHaveSwapped(text)
    ? await wordRepairs(source, page.number).catch(() => NO_REPAIRS)
    : NO_REPAIRS;
  return [...inReadingOrder(blocks, words, repairs), ...filledIn(page)].map((block) =>
    mapText(block, (part) => cleanText(repairWords(part, repairs))),
  );
}

/** The blocks of a page that is read from right to left, with each of its words once, in the order it is read. */
function inReadingOrder(
  blocks: readonly PageBlock[],
  words: readonly WordBox[],
  repairs: WordRepairs,
): PageBlock[] {
  const { own, rest } = shareOut(
    words,
    blocks.map(({ rect }) => rect),
  );
  const read = blocks.flatMap((block, at): PageBlock[] => {
    if (block.kind === "table" || !block.rect) return [block];
    const inside = own[at] ?? [];
    return inside.length === 0 ? [] : [{ ...block, text: readRightToLeft(inside, repairs) }];
  });
  const rect = around(rest);
  return rect ? [...read, { kind: "paragraph", text: readRightToLeft(rest, repairs), rect }] : read;
}

const textOfBlock = (block: PageBlock) =>
  block.kind === "table" ? [block.header ?? [], ...block.rows].flat().join(" ") : block.text;

function mapText(block: PageBlock, change: (text: string) => string): PageBlock {
  if (block.kind !== "table") return { ...block, text: change(block.text) };
  return {
    ...block,
    header: block.header?.map(change) ?? null,
    rows: block.rows.map((row) => row.map(change)),
  };
}

/** Words after a hyphen that stand for a part left out, as in "pre- and post-war". */
const SUSPENDED = "and|or|to|nor|und|oder|bis|sowie|et|ou|y|o|e|en|of|och|eller|i|oraz";
const BROKEN_WORD = new RegExp(`(\\p{Ll})- (?!(?:${SUSPENDED})\\b)(?=\\p{Ll})`, "gu");

/** Ligatures and presentation forms as plain letters, words broken at the end of a line in one piece. */
function cleanText(text: string): string {
  return text
    .replace(/[\ufb00-\ufdff\ufe70-\ufefc]+/g, (forms) => forms.normalize("NFKC"))
    .replace(/[\ufffe\u0002]/g, "")
    .replace(BROKEN_WORD, "$1");
}
