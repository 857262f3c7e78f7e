import { readFile } from "node:fs/promises";
import { AppError } from "@/lib/errors/app-error";
import type { Parse, ParseInput } from "../_contract/parser";
import { DocumentBuilder } from "../document-builder";
import { appendMarkdown } from "../markdown/parse-markdown";
import { loadPdfjs } from "./arabic-ligatures";
import { filledIn } from "./form-text";
import { HeadingLooks } from "./page-layout";
import { readPage } from "./page-text";
import { boxOf, type PageBlock, type PdfPage, type Rect } from "./pdf-page";
import { PictureReader } from "./read-pictures";
import { loadPdfium, pdfError, readPdf, type PdfSource } from "./read-pdf";
import { RunningText } from "./running-text";

/**
 * A PDF, page by page. PDFium (liteparse) gives the order of columns, headings and tables; tables it tears apart are
 * put together again from where their words stand. Where its native part can't be loaded, pdf.js (unpdf) gives the
 * lines. Pages that are pictures are read only when text recognition is on. Nothing is fetched, no script is run.
 */
export const parse: Parse = async (input) => {
  const source = { bytes: await readFile(input.path), password: input.password };
  const pdfium = await loadPdfium();
  const builder = new DocumentBuilder();
  if (!pdfium) {
    await appendWithPdfjs(builder, source);
    return builder.build();
  }
  const pictures = new PictureReader(pdfium, source, input.options?.ocr ?? null);
  try {
    const reading = new PdfReading(builder, source, pictures);
    for await (const { pages, totalPages, failed } of readPdf(pdfium, source)) {
      input.signal.throwIfAborted();
      await reading.append(pages, input.signal);
      reading.count(totalPages, failed);
    }
    reading.end();
  } finally {
    await pictures.close();
  }
  return builder.build();
};

/** What is gathered while the pages of one document pass. */
class PdfReading {
  private readonly looks = new HeadingLooks();
  private readonly running = new RunningText();
  private readonly unread: number[] = [];
  private readonly failed: number[] = [];
  private total = 0;
  private empty = true;

  constructor(
    private readonly builder: DocumentBuilder,
    private readonly source: PdfSource,
    private readonly pictures: PictureReader,
  ) {}

  async append(pages: readonly PdfPage[], signal: ParseInput["signal"]): Promise<void> {
    for (const page of pages) this.looks.add(page);
    const looks = { styles: this.looks.styles(), running: this.running };
    for (const page of pages) {
      signal.throwIfAborted();
      const blocks = isReadable(page)
        ? await readPage(page, looks, this.source)
        : [...(await this.readPicture(page)), ...filledIn(page)];
      if (blocks.length > 0) this.empty = false;
      this.builder.page(page.number, () => {
        for (const block of blocks) appendBlock(this.builder, page, block);
      });
    }
  }

  count(total: number, failed: readonly number[]): void {
    this.total = total;
    this.failed.push(...failed);
  }

  /** Says which pages gave nothing. Throws `ingestion.scan` when no page has text and at least one is a picture. */
  end(): void {
    if (this.empty && this.unread.length > 0)
      throw new AppError("ingestion.scan", "bad-request", { params: { pages: this.total } });
    if (this.empty && this.failed.length > 0) throw pdfError(null);
    for (const [code, pages] of [
      ["pages-without-text", this.unread],
      ["pages-damaged", this.failed],
    ] as const) {
      if (pages.length > 0) this.builder.warn(code, { count: pages.length, pages: ranges(pages) });
    }
  }

  private async readPicture(page: PdfPage): Promise<PageBlock[]> {
    const hasText = page.items.length > 0;
    if (!page.pictured && !hasText) return [];
    const blocks = await this.pictures.read(page);
    if (blocks.length === 0) this.unread.push(page.number);
    return blocks;
  }
}

/** A font without a map of its letters gives signs of no meaning; such a page has to be read from its picture. */
function isReadable({ items }: PdfPage): boolean {
  const text = items
    .map((item) => item.text)
    .join("")
    .replace(/\s/g, "");
  const unknown = text.match(/[\ufffd\ue000-\uf8ff\u0000-\u001f]/g)?.length ?? 0;
  return text !== "" && unknown <= text.length * 0.3;
}

function appendBlock(builder: DocumentBuilder, page: PdfPage, block: PageBlock): void {
  if (block.kind === "heading") builder.heading(block.level, block.text);
  else if (block.kind === "paragraph") builder.paragraph(block.text, boxOf(page, block.rect));
  else {
    const place = (rect: Rect | undefined) => {
      const box = boxOf(page, rect);
      return box ? { box } : undefined;
    };
    const table = place(block.rect);
    const rows = block.rowRects?.map(place) ?? [];
    builder.table(block.header, block.rows, { ...(table ? { table } : {}), rows });
  }
}

/** Pages as people write them: 3, 5–8, 12; at most ten ranges. */
function ranges(pages: readonly number[]): string {
  const found: [number, number][] = [];
  for (const page of pages) {
    const last = found.at(-1);
    if (last?.[1] === page - 1) last[1] = page;
    else found.push([page, page]);
  }
  const shown = found
    .slice(0, 10)
    .map(([from, to]) => (from === to ? String(from) : `${String(from)}–${String(to)}`));
  return [...shown, ...(found.length > 10 ? ["…"] : [])].join(", ");
}

/** The fallback; exported for its test, as the native part loads on every machine we build on. */
export async function appendWithPdfjs(
  builder: DocumentBuilder,
  { bytes, password }: PdfSource,
): Promise<void> {
  const { extractText, getDocumentProxy } = await loadPdfjs();
  const options = { isEvalSupported: false, ...(password ? { password } : {}) };
  const { text } = await getDocumentProxy(new Uint8Array(bytes), options)
    .then((document) => extractText(document, { mergePages: false }))
    .catch((error: unknown) => {
      throw pdfError(error);
    });
  text.forEach((page, index) => {
    builder.page(index + 1, () => {
      appendMarkdown(builder, page);
    });
  });
  if (text.every((page) => page.trim() === ""))
    throw new AppError("ingestion.scan", "bad-request", { params: { pages: text.length } });
}
