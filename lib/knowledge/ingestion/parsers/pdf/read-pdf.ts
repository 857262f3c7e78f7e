import type * as liteparse from "@llamaindex/liteparse";
import { AppError } from "@/lib/errors/app-error";
import type { PdfPage, Turn } from "./pdf-page";
import { mendSpaces } from "./spacing";

type Pdfium = Pick<typeof liteparse, "LiteParse">;

/** Pages that are held in memory at the same time. */
const BATCH_PAGES = 40;
/** A page needs text recognition when pictures or drawn outlines cover this share of it and it has no text. */
const PICTURED_SHARE = 0.02;

const SETTINGS: Partial<liteparse.LiteParseConfig> = {
  outputFormat: "markdown",
  // Its own text recognition would fetch language data.
  ocrEnabled: false,
  imageMode: "off",
  extractLinks: false,
  extractBlocks: true,
  extractFormFields: true,
  extractAnnotations: true,
  includeComplexity: true,
  emitWordBoxes: true,
  extractVectorGraphics: true,
  continueOnPageError: true,
  quiet: true,
};

/** Some pages of a file, and those among them that could not be read. */
export interface PdfBatch {
  totalPages: number;
  pages: PdfPage[];
  failed: number[];
}

export interface PdfSource {
  bytes: Uint8Array;
  password?: string | undefined;
}

/** PDFium, or null where its native part can't be loaded. */
export const loadPdfium = (): Promise<Pdfium | null> =>
  import("@llamaindex/liteparse").catch(() => null);

/**
 * A file batch by batch, so that memory does not grow with its pages. Throws `ingestion.password` without the right
 * password, `ingestion.damaged` for what is no PDF.
 */
export async function* readPdf(
  pdfium: Pdfium,
  { bytes, password }: PdfSource,
): AsyncGenerator<PdfBatch> {
  const settings = { ...SETTINGS, ...(password ? { password } : {}) };
  const parser = new pdfium.LiteParse(settings);
  try {
    for await (const batch of parser.parseBatches(bytes, { batchSize: BATCH_PAGES })) {
      const pages = batch.result.pages.map((page) => toPage(page, 0));
      yield {
        totalPages: batch.totalPages,
        pages: await upright(pdfium, { settings, bytes, pages }),
        failed: batch.result.pageErrors.map(({ pageNum }) => pageNum),
      };
    }
  } catch (error) {
    throw pdfError(error);
  }
}

/** A page as a PNG picture of this many dots an inch. */
export async function drawPage(
  pdfium: Pdfium,
  { bytes, password }: PdfSource,
  { page, dpi }: { page: number; dpi: number },
): Promise<Buffer | null> {
  const parser = new pdfium.LiteParse({ ...SETTINGS, dpi, ...(password ? { password } : {}) });
  const [picture] = await parser.screenshot(bytes, [page]);
  return picture?.imageBuffer ?? null;
}

export function pdfError(cause: unknown): AppError {
  const message = cause instanceof Error ? cause.message : "";
  const code = /password|encrypt/i.test(message) ? "ingestion.password" : "ingestion.damaged";
  return new AppError(code, "bad-request", { params: { format: "pdf" }, cause });
}

function toPage(page: liteparse.ParsedPage, turn: Turn): PdfPage {
  const { complexity } = page;
  const drawn = (complexity?.uncoveredVectorArea ?? 0) / (complexity?.pageArea ?? 1);
  return {
    number: page.pageNum,
    width: page.width,
    height: page.height,
    turn,
    markdown: page.markdown,
    ...mendSpaces({
      blocks: page.blocks ?? [],
      items: page.textItems.filter((item) => item.text.trim() !== ""),
    }),
    ...(page.vectorGraphics ? { graphics: page.vectorGraphics } : {}),
    fields: page.formFields ?? [],
    annotations: page.annotations ?? [],
    pictured:
      complexity !== undefined &&
      (complexity.fullPageImage ||
        complexity.hasSubstantialImages ||
        complexity.imageCoverage > PICTURED_SHARE ||
        drawn > PICTURED_SHARE),
  };
}

/** Pages whose text stands across or upside down are read once more, turned so that it is upright. */
async function upright(
  pdfium: Pdfium,
  {
    settings,
    bytes,
    pages,
  }: { settings: Partial<liteparse.LiteParseConfig>; bytes: Uint8Array; pages: PdfPage[] },
): Promise<PdfPage[]> {
  const corrections = pages.flatMap((page) => {
    const angle = turnOf(page);
    return angle === 0 ? [] : [{ page: page.number, angle }];
  });
  if (corrections.length === 0) return pages;
  const parser = new pdfium.LiteParse({
    ...settings,
    pageOrientationCorrections: corrections,
    targetPages: corrections.map(({ page }) => page).join(","),
  });
  const { pages: again } = await parser.parse(bytes);
  return pages.map((page) => {
    const turned = again.find(({ pageNum }) => pageNum === page.number);
    const angle = corrections.find((correction) => correction.page === page.number)?.angle;
    return turned && angle ? toPage(turned, angle) : page;
  });
}

/** The turn that most of the page's text has. */
function turnOf({ items }: PdfPage): Turn {
  const letters = new Map<Turn, number>();
  for (const { text, rotation = 0 } of items) {
    const turn = ((((Math.round(rotation / 90) % 4) + 4) % 4) * 90) as Turn;
    letters.set(turn, (letters.get(turn) ?? 0) + text.length);
  }
  const [most] = [...letters].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? 0;
}
