import type { ParseOptions } from "../_contract/parser";
import { openRecognizer, type Recognizer } from "../ocr/recognizer";
import type { PageBlock, PdfPage } from "./pdf-page";
import { drawPage, type loadPdfium, type PdfSource } from "./read-pdf";

/** Sharp enough for small print. */
const DPI = 200;
/** Longest side of a page's picture; a poster is drawn coarser. In pixels. */
const MAX_SIDE = 5_000;

/** Reads pages that are pictures, where text recognition is on; it is started by the first such page. */
export class PictureReader {
  private recognizer: Promise<Recognizer> | null = null;

  constructor(
    private readonly pdfium: NonNullable<Awaited<ReturnType<typeof loadPdfium>>>,
    private readonly source: PdfSource,
    private readonly ocr: ParseOptions["ocr"],
  ) {}

  /** The page's text in paragraphs; none when text recognition is off or finds nothing. */
  async read(page: PdfPage): Promise<PageBlock[]> {
    if (!this.ocr) return [];
    this.recognizer ??= openRecognizer(this.ocr.languages);
    const recognizer = await this.recognizer;
    const inches = Math.max(page.width, page.height) / 72;
    const dpi = Math.max(30, Math.min(DPI, MAX_SIDE / Math.max(inches, 0.1)));
    const picture = await drawPage(this.pdfium, this.source, { page: page.number, dpi });
    if (!picture) return [];
    const { paragraphs } = await recognizer.read(picture);
    return paragraphs.map(({ text, box }) => ({
      kind: "paragraph",
      text,
      rect: {
        x: box.left * page.width,
        y: box.top * page.height,
        width: box.width * page.width,
        height: box.height * page.height,
      },
    }));
  }

  async close(): Promise<void> {
    await this.recognizer?.then(
      (recognizer) => recognizer.close(),
      () => undefined,
    );
  }
}
