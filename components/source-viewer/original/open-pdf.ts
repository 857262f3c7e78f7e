import type { PDFDocumentLoadingTask } from "pdfjs-dist";

/** The parts of pdfjs-dist that it asks for while it draws; see app/pdf-assets. */
const ASSETS = "/pdf-assets";

/**
 * Begins to fetch and open a PDF. The library comes apart from the page, its worker from our own origin; nothing a
 * PDF holds is run: no scripts, no forms, no links.
 */
export async function openPdf(url: string): Promise<PDFDocumentLoadingTask> {
  const pdfjs = await import("pdfjs-dist");
  pdfjs.GlobalWorkerOptions.workerSrc = new URL(
    "pdfjs-dist/build/pdf.worker.min.mjs",
    import.meta.url,
  ).href;
  return pdfjs.getDocument({
    url,
    isEvalSupported: false,
    // Fonts that a file leaves out come from us: what a machine happens to have would look different on each.
    useSystemFonts: false,
    enableXfa: false,
    cMapUrl: `${ASSETS}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${ASSETS}/standard_fonts/`,
    wasmUrl: `${ASSETS}/wasm/`,
    iccUrl: `${ASSETS}/iccs/`,
  });
}
