import { readFile } from "node:fs/promises";
import type * as liteparse from "@llamaindex/liteparse";
import { AppError } from "@/lib/errors/app-error";
import type { Parse, ParsedDocument } from "../_contract/parser";
import { DocumentBuilder } from "../document-builder";
import { appendMarkdown } from "../markdown/parse-markdown";
import { headingStyles, layOutPage, type LaidOutPage, type PageBlock } from "./page-layout";

type Pdfium = Pick<typeof liteparse, "LiteParse">;

interface Page {
  number: number;
  /** Markdown from PDFium, plain lines from the fallback. */
  text: string;
  /** From PDFium only. */
  layout?: LaidOutPage;
}

/**
 * A PDF, page by page. PDFium (liteparse) gives the order of columns, headings and tables; tables it tears apart are
 * put together again from where their words stand. Where its native part can't be loaded, pdf.js (unpdf) gives the lines. Text recognition of scans is not done here, and nothing is fetched.
 */
export const parse: Parse = async ({ path, signal }) => {
  const pages = await readPages(path);
  signal.throwIfAborted();
  const document = build(pages);
  if (document.text === "") {
    throw new AppError("ingestion.scan", "bad-request", { params: { pages: pages.length } });
  }
  return document;
};

async function readPages(path: string): Promise<Page[]> {
  const native = await import("@llamaindex/liteparse").catch(() => null);
  try {
    return native ? await readWithPdfium(native, path) : await readWithPdfjs(path);
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    if (/password|encrypt/i.test(message)) {
      throw new AppError("ingestion.password", "bad-request", {
        params: { format: "pdf" },
        cause: error,
      });
    }
    throw new AppError("ingestion.damaged", "bad-request", {
      params: { format: "pdf" },
      cause: error,
    });
  }
}

async function readWithPdfium(native: Pdfium, path: string): Promise<Page[]> {
  const parser = new native.LiteParse({
    outputFormat: "markdown",
    ocrEnabled: false,
    imageMode: "off",
    extractLinks: false,
    continueOnPageError: true,
    quiet: true,
  });
  // Given a path it goes by the file's extension, and stored files have none.
  const result = await parser.parse(await readFile(path));
  return result.pages.map((page) => ({
    number: page.pageNum,
    text: page.markdown.trim() === "" ? page.text : page.markdown,
    layout: {
      markdown: page.markdown,
      height: page.height,
      items: page.textItems.some((item) => item.rotation) ? [] : page.textItems,
    },
  }));
}

/** The fallback; exported for its test, as the native part loads on every machine we build on. */
export async function readWithPdfjs(path: string): Promise<Page[]> {
  const { extractText, getDocumentProxy } = await import("unpdf");
  const document = await getDocumentProxy(new Uint8Array(await readFile(path)), {
    isEvalSupported: false,
  });
  const { text } = await extractText(document, { mergePages: false });
  return text.map((page, index) => ({ number: index + 1, text: page }));
}

function build(pages: readonly Page[]): ParsedDocument {
  const builder = new DocumentBuilder();
  const styles = headingStyles(pages.flatMap(({ layout }) => layout ?? []));
  for (const page of pages) {
    const blocks = page.layout ? layOutPage(page.layout, styles) : null;
    builder.page(page.number, () => {
      if (!blocks) appendMarkdown(builder, page.text);
      for (const block of blocks ?? []) appendBlock(builder, block);
    });
  }
  return builder.build();
}

function appendBlock(builder: DocumentBuilder, block: PageBlock): void {
  if (block.kind === "heading") builder.heading(block.level, block.text);
  else if (block.kind === "paragraph") builder.paragraph(block.text);
  else builder.table(block.header, block.rows);
}
