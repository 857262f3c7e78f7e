import { around, type PageBlock, type PdfPage } from "./pdf-page";
import { isRightToLeft } from "./right-to-left";
import {
  linesOf,
  rectOfLine,
  tablesOf,
  type PageItem,
  type PageLine,
  type PageTable,
} from "./table-layout";

/** What of a page tells its tables: its Markdown, and the runs of text with their places. */
export type LaidOutPage = Pick<PdfPage, "markdown" | "height"> & { items: readonly PageItem[] };

/** Level of a heading by the look of its text. */
export type HeadingStyles = ReadonlyMap<string, number>;

/** Lines further apart, in heights of the text, belong to different paragraphs. */
const PARAGRAPH_GAP = 1.65;
/** Share of the page's height, above and below, where running headers and footers stand. */
export const MARGIN = 0.09;
const MAX_ITEMS = 4_000;
const BULLET = /^[•▪◦‣]\s*/;
const ITEM = /^(?:[•▪◦‣–-]|\(?\p{Nd}{1,3}[.)])\s/u;
const HEADING = /^(#{1,6}) +(.*)$/gm;

/** For comparing text that was cut up in different ways. */
export const bare = (text: string) => text.replace(/[\s|#*_\\-]+/g, "");
export const textOf = (line: PageLine) => line.cells.map((cell) => cell.text.trim()).join(" ");
const styleOf = (line: PageLine) =>
  `${line.cells[0]?.fontName ?? ""} ${(line.cells[0]?.fontSize ?? line.height).toFixed(1)}`;

/**
 * The looks of headings: of those that the Markdown of the pages knows, where most lines that look so are headings.
 * A lone line of plain text that was taken for one counts for nothing. Pages may come in batches.
 */
export class HeadingLooks {
  private readonly seen = new Map<string, { lines: number; headings: number; level: number }>();

  add({ markdown, items }: LaidOutPage): void {
    const levels = new Map<string, number>();
    for (const [, marks = "", title = ""] of markdown.matchAll(HEADING))
      levels.set(bare(title), marks.length);
    for (const line of linesOf(items)) {
      const style = styleOf(line);
      const look = this.seen.get(style) ?? { lines: 0, headings: 0, level: 0 };
      const level = levels.get(bare(textOf(line)));
      look.lines += 1;
      if (level !== undefined) Object.assign(look, { headings: look.headings + 1, level });
      this.seen.set(style, look);
    }
  }

  styles(): HeadingStyles {
    const common = [...this.seen].filter(([, { lines, headings }]) => headings > lines / 2);
    return new Map(common.map(([style, { level }]) => [style, level]));
  }
}

/**
 * The page put together from its lines, where they hold a table that the Markdown tears apart or mixes with the text
 * around it. Null where the Markdown has the tables right, and where it had better be trusted: no table found, a table
 * in it that isn't found here, or text in columns.
 */
export function layOutPage(page: LaidOutPage, styles: HeadingStyles): PageBlock[] | null {
  if (page.items.length > MAX_ITEMS) return null;
  const lines = linesOf(page.items);
  const tables = tablesOf(lines);
  const drawn = markdownTables(page.markdown);
  if (tables.length === 0 || agree(tables, drawn) || !explain(tables, drawn)) return null;
  const known = bare(page.markdown);
  const blocks: PageBlock[] = [];
  let at = 0;
  const end = { from: lines.length, to: lines.length, header: [], rows: [], rowLines: [] };
  for (const table of [...tables, end]) {
    const text = lines.slice(at, table.from).filter((line) => !isRunning(line, page, known));
    if (text.some((line) => line.cells.length > 1)) return null;
    blocks.push(...textBlocks(text, styles));
    if (table.rows.length > 0) blocks.push(tableBlock(table, lines));
    at = table.to;
  }
  return blocks;
}

function tableBlock({ from, to, header, rows, rowLines }: PageTable, lines: PageLine[]): PageBlock {
  const rectOf = (at: readonly number[]) =>
    around(at.map((index) => lines[index]).map((line) => line && rectOfLine(line)));
  const rect = around(lines.slice(from, to).map(rectOfLine));
  return { kind: "table", header, rows, ...(rect ? { rect } : {}), rowRects: rowLines.map(rectOf) };
}

/** A running header or footer: at the edge of the page, and left out of the Markdown. */
export function isRunning(
  line: PageLine,
  { height }: Pick<PdfPage, "height">,
  known: string,
): boolean {
  const atEdge = line.y < MARGIN * height || line.y + line.height > (1 - MARGIN) * height;
  return atEdge && line.cells.some((cell) => !isKnown(cell.text, known));
}

/** Words from right to left come in another order than they stand on the page. */
function isKnown(text: string, known: string): boolean {
  if (known.includes(bare(text))) return true;
  return isRightToLeft(text) && text.split(/\s+/).every((word) => known.includes(bare(word)));
}

/** The tables of a Markdown text as rows of bare cells, the header first. */
function markdownTables(markdown: string): string[][][] {
  const tables: string[][][] = [];
  let open = false;
  for (const line of markdown.split("\n")) {
    const isRow = line.startsWith("|");
    if (isRow && !open) tables.push([]);
    if (isRow && !/^[|:\s-]*-[|:\s-]*$/.test(line))
      tables.at(-1)?.push(
        line
          .slice(1)
          .replace(/\|\s*$/, "")
          .split("|")
          .map(bare),
      );
    open = isRow;
  }
  return tables;
}

const bareRows = ({ header, rows }: PageTable) =>
  JSON.stringify([header, ...rows].map((row) => row.map(bare)));

function agree(tables: readonly PageTable[], drawn: readonly string[][][]): boolean {
  const known = new Set(drawn.map((rows) => JSON.stringify(rows)));
  return tables.length === drawn.length && tables.every((table) => known.has(bareRows(table)));
}

/** True when every table of the Markdown shares a cell with a table found here. */
function explain(tables: readonly PageTable[], drawn: readonly string[][][]): boolean {
  const cells = new Set(tables.flatMap(({ header, rows }) => [header, ...rows].flat().map(bare)));
  return drawn.every((rows) => rows.flat().some((cell) => cell !== "" && cells.has(cell)));
}

/** Headings and paragraphs; items of a list are lines of one paragraph. */
function textBlocks(lines: readonly PageLine[], styles: HeadingStyles): PageBlock[] {
  const blocks: PageBlock[] = [];
  let paragraph: string[] = [];
  let taken: PageLine[] = [];
  const close = () => {
    const rect = around(taken.map(rectOfLine));
    if (paragraph.length > 0 && rect)
      blocks.push({ kind: "paragraph", text: paragraph.join("\n"), rect });
    paragraph = [];
    taken = [];
  };
  lines.forEach((line, index) => {
    const text = textOf(line);
    const level = styles.get(styleOf(line));
    const before = lines[index - 1];
    if (level !== undefined || (before && line.y - before.y > PARAGRAPH_GAP * line.height)) close();
    if (level === undefined) taken.push(line);
    if (level !== undefined) blocks.push({ kind: "heading", level, text });
    else if (paragraph.length === 0 || ITEM.test(text)) paragraph.push(text.replace(BULLET, "- "));
    else paragraph[paragraph.length - 1] = `${paragraph.at(-1) ?? ""} ${text}`;
  });
  close();
  return blocks;
}
