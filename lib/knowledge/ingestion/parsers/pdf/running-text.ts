import { bare, isRunning, MARGIN, textOf } from "./page-layout";
import type { PageBlock, PdfPage } from "./pdf-page";
import { linesOf, rectOfLine } from "./table-layout";

const PAGE_NUMBER =
  /^[^\p{L}\p{N}]*(?:(?:page|seite|pagina|página|strona|sida|side|стр|страница|صفحة|עמוד|第|p|s)[^\p{L}\p{N}]*)?(?:\d+|[ivxlc]+)(?:[^\p{L}\p{N}]*(?:of|von|sur|de|di|van)?[^\p{L}\p{N}]*\d+)?[^\p{L}\p{N}]*[页頁쪽]?[^\p{L}\p{N}]*$/iu;

/**
 * Running headers and footers, which PDFium takes out of a page's text. They are kept where they stand first, as
 * they often name the document, its version and date; repeated on each page they would crowd every passage and make
 * all of them alike to a search. Page numbers are left out: the marks of pages say them.
 */
export class RunningText {
  private readonly seen = new Set<string>();

  /** Lines not met before, above and below the text of this page. */
  of(page: PdfPage, known: string): { above: PageBlock[]; below: PageBlock[] } {
    const above: PageBlock[] = [];
    const below: PageBlock[] = [];
    for (const line of linesOf(page.items)) {
      const text = textOf(line);
      const key = bare(text).replace(/\p{Nd}+/gu, "#");
      if (!isRunning(line, page, known) || PAGE_NUMBER.test(text) || this.seen.has(key)) continue;
      this.seen.add(key);
      const rect = rectOfLine(line);
      const side = line.y < page.height / 2 ? above : below;
      side.push({ kind: "paragraph", text, ...(rect ? { rect } : {}) });
    }
    return { above, below };
  }
}

/** A page's number that PDFium left among its text. */
export function isPageNumber({ height }: Pick<PdfPage, "height">, block: PageBlock): boolean {
  if (block.kind === "table" || !block.rect || !PAGE_NUMBER.test(block.text)) return false;
  return block.rect.y < MARGIN * height || block.rect.y + block.rect.height > (1 - MARGIN) * height;
}
