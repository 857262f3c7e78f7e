"use client";

import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { PageRegions, type PageRegionsProps } from "./page-regions";
import { quoteBoxes, type TextRun } from "./quote-boxes";
import type { RegionBox } from "./regions";

export interface PdfPageProps extends Omit<PageRegionsProps, "quote"> {
  pdf: PDFDocumentProxy;
  /** From 1. */
  page: number;
  /** In CSS pixels. */
  width: number;
  height: number;
  quote: PdfQuote | null;
}

/** A quote with the paragraphs that hold it, in case its own letters aren't found on the page. */
export interface PdfQuote {
  text: string;
  boxes: readonly RegionBox[];
}

/** Sharper than this costs memory that phones don't have. */
const MAX_DENSITY = 2;

/** One page, drawn when it is there; what is drawn is let go with it. */
export function PdfPage({ pdf, page, width, height, quote, ...regions }: PdfPageProps) {
  const t = useTranslations("sourceViewer");
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    const target = canvas.current;
    if (!target) return;
    let cancel = () => {};
    let gone = false;
    const draw = async () => {
      const own = await pdf.getPage(page);
      if (gone) return;
      const density = Math.min(MAX_DENSITY, window.devicePixelRatio || 1);
      const scale = (width * density) / own.getViewport({ scale: 1 }).width;
      const viewport = own.getViewport({ scale });
      target.width = Math.floor(viewport.width);
      target.height = Math.floor(viewport.height);
      const task = own.render({ canvas: target, viewport });
      cancel = () => task.cancel();
      await task.promise;
      if (!gone) setDrawn(true);
    };
    // A page that can't be drawn stays white; its text is in the list all the same.
    draw().catch(() => undefined);
    return () => {
      gone = true;
      cancel();
    };
  }, [pdf, page, width]);
  const boxes = useQuoteBoxes(pdf, page, quote);
  return (
    <div
      data-page={page}
      data-drawn={drawn}
      style={{ width, height }}
      className="relative mx-auto overflow-hidden bg-white shadow-float"
    >
      <div role="img" aria-label={t("page", { page })} className="size-full">
        <canvas ref={canvas} className="size-full" />
      </div>
      <PageRegions {...regions} quote={boxes} />
    </div>
  );
}

function useQuoteBoxes(
  pdf: PDFDocumentProxy,
  page: number,
  quote: PdfQuote | null,
): readonly RegionBox[] {
  const [found, setFound] = useState<{ quote: PdfQuote; boxes: RegionBox[] } | null>(null);
  const wanted = quote?.boxes.some((box) => box.page === page) ? quote : null;
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    const find = async () => {
      const own = await pdf.getPage(page);
      const boxes = await boxesOn(own, wanted, page);
      if (!gone) setFound({ quote: wanted, boxes });
    };
    find().catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [pdf, page, wanted]);
  if (!wanted) return [];
  const paragraphs = wanted.boxes.filter((box) => box.page === page);
  return found?.quote === wanted && found.boxes.length > 0 ? found.boxes : paragraphs;
}

/** The page's own fonts are known to pdfjs alone; most look enough like this one. */
function textMeasure(): ((text: string) => number) | undefined {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return undefined;
  context.font = "20px Arial, Helvetica, sans-serif";
  return (text) => context.measureText(text).width;
}

async function boxesOn(own: PDFPageProxy, quote: PdfQuote, page: number): Promise<RegionBox[]> {
  // Runs of text are placed in the page's own units; on a turned page these are not what is seen.
  if (own.rotate !== 0) return [];
  const { items } = await own.getTextContent();
  const runs = items.filter((item): item is typeof item & TextRun => "str" in item);
  const [left = 0, bottom = 0, right = 1, top = 1] = own.view;
  const frame = { left, bottom, width: right - left, height: top - bottom };
  return quoteBoxes(runs, quote.text, { frame, page, near: quote.boxes, widthOf: textMeasure() });
}
