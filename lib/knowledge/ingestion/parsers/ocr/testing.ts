import { drawPage, loadPdfium } from "../pdf/read-pdf";
import { makePdf } from "../testing";

/** A PNG picture of these words, as a scanner makes it of a page. For tests. */
export async function makePicture(words: string): Promise<Buffer> {
  const bytes = await makePdf([[{ text: words, size: 20 }]]);
  const pdfium = await loadPdfium();
  const drawn = pdfium && (await drawPage(pdfium, { bytes }, { page: 1, dpi: 150 }));
  if (!drawn) throw new Error("PDFium is needed to draw pictures");
  return drawn;
}
