"use client";

import type { PDFDocumentLoadingTask, PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useState } from "react";
import { openPdf } from "./open-pdf";

export interface PageSize {
  width: number;
  height: number;
}

export type PdfState =
  /** `percent` is null while the size isn't known, and 100 while it is being opened. */
  | { status: "loading"; percent: number | null }
  | { status: "ready"; pdf: PDFDocumentProxy; sizes: PageSize[] }
  | { status: "failed"; reason: "protected" | "broken" };

/** Beyond this many pages the rest is taken to be as large as the last that was looked at. */
const MEASURED = 400;

/** A PDF of our own origin, open as long as the component is there. */
export function usePdf(url: string): PdfState {
  const [state, setState] = useState<{ url: string; now: PdfState } | null>(null);
  useEffect(() => {
    let gone = false;
    let task: PDFDocumentLoadingTask | null = null;
    const tell = (now: PdfState) => {
      if (!gone) setState({ url, now });
    };
    const open = async () => {
      task = await openPdf(url);
      task.onProgress = ({ loaded, total }: { loaded: number; total: number }) =>
        tell({ status: "loading", percent: total > 0 ? Math.floor((100 * loaded) / total) : null });
      const pdf = await task.promise;
      tell({ status: "ready", pdf, sizes: await sizesOf(pdf) });
    };
    open().catch((error: unknown) => {
      const isProtected = error instanceof Error && error.name === "PasswordException";
      tell({ status: "failed", reason: isProtected ? "protected" : "broken" });
    });
    return () => {
      gone = true;
      void task?.destroy();
    };
  }, [url]);
  return state?.url === url ? state.now : { status: "loading", percent: null };
}

async function sizesOf(pdf: PDFDocumentProxy): Promise<PageSize[]> {
  const measured = Array.from({ length: Math.min(pdf.numPages, MEASURED) }, async (_, index) => {
    const { width, height } = (await pdf.getPage(index + 1)).getViewport({ scale: 1 });
    return { width, height };
  });
  const sizes = await Promise.all(measured);
  const last = sizes.at(-1) ?? { width: 595, height: 842 };
  return Array.from({ length: pdf.numPages }, (_, index) => sizes[index] ?? last);
}
