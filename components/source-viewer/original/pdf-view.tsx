"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { ZoomIn, ZoomOut } from "lucide-react";
import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import { PdfPage, type PdfQuote } from "./pdf-page";
import { regionsOnPage, type DrawnRegion } from "./regions";
import { usePdf, type PageSize } from "./use-pdf";
import { useWidth } from "./use-width";

export interface PdfViewProps {
  url: string;
  /** Accessible name of the original. */
  label: string;
  regions: readonly DrawnRegion[];
  selected: string | null;
  onSelect?: (key: string) => void;
  quote: PdfQuote | null;
  /** At the left of its own controls. */
  toolbar?: React.ReactNode;
  /** What to say in place of a file that can't be drawn. */
  failed: (reason: "protected" | "broken") => React.ReactNode;
}

/** A PDF page by page; only pages in view, and one more at each end, are drawn. */
export function PdfView({ url, failed, ...view }: PdfViewProps) {
  const t = useTranslations("sourceViewer.pdf");
  const state = usePdf(url);
  if (state.status === "ready") return <Pages pdf={state.pdf} sizes={state.sizes} {...view} />;
  if (state.status === "failed") {
    return (
      <>
        {view.toolbar && <div className={BAR}>{view.toolbar}</div>}
        {failed(state.reason)}
      </>
    );
  }
  const text = state.percent === null ? t("drawing") : t("loading", { percent: state.percent });
  const progress = state.percent === null ? null : { done: state.percent, total: 100 };
  return (
    <>
      {view.toolbar && <div className={BAR}>{view.toolbar}</div>}
      <div role="status" className="mx-auto w-full max-w-80 px-4 py-16 text-center text-ink-2">
        <p className="mb-3">{text}</p>
        <Progress value={progress} label={text} />
      </div>
    </>
  );
}

const BAR =
  "flex min-h-10 flex-wrap items-center gap-x-1 border-b px-3 py-1.5 text-xs text-ink-2 tabular-nums";
const GAP = 16;
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
/** Above a place that is scrolled to. */
const LEAD = 96;

interface PagesProps extends Omit<PdfViewProps, "url" | "failed"> {
  pdf: PDFDocumentProxy;
  sizes: readonly PageSize[];
}

function Pages({ pdf, sizes, label, regions, selected, onSelect, quote, toolbar }: PagesProps) {
  const t = useTranslations("sourceViewer.pdf");
  const scroller = useRef<HTMLDivElement>(null);
  const room = useWidth(scroller);
  const [zoom, setZoom] = useState(1);
  const width = Math.max(240, Math.floor((room - 2 * GAP) * zoom));
  const heights = useMemo(
    () => sizes.map((size) => Math.floor((width * size.height) / size.width)),
    [sizes, width],
  );
  // Its functions are called in this render and in effects that follow it, so nothing stale can be kept of them.
  // eslint-disable-next-line react-hooks/incompatible-library
  const pages = useVirtualizer({
    count: sizes.length,
    enabled: room > 0,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (heights[index] ?? 0) + GAP,
    paddingStart: GAP,
    overscan: 1,
  });
  useEffect(() => pages.measure(), [pages, heights]);
  useScrollToPlace(scroller, { heights, ready: room > 0, regions, selected, quote });
  const at = ZOOMS.indexOf(zoom);
  const first = (pages.range?.startIndex ?? 0) + 1;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className={BAR}>
        {toolbar}
        <span className="mr-2 ml-auto">{t("pages", { page: first, count: sizes.length })}</span>
        <IconButton
          icon={ZoomOut}
          size="sm"
          label={t("zoomOut")}
          disabled={at <= 0}
          onClick={() => setZoom(ZOOMS[at - 1] ?? zoom)}
        />
        <IconButton
          icon={ZoomIn}
          size="sm"
          label={t("zoomIn")}
          disabled={at === ZOOMS.length - 1}
          onClick={() => setZoom(ZOOMS[at + 1] ?? zoom)}
        />
      </div>
      <div
        ref={scroller}
        role="region"
        aria-label={label}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to take the keyboard
        tabIndex={0}
        className="min-h-0 grow overflow-auto bg-raised -outline-offset-2"
      >
        <div
          className="relative"
          style={{ height: pages.getTotalSize(), minWidth: width + 2 * GAP }}
        >
          {pages.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              className="absolute inset-x-0 px-4"
              style={{ transform: `translateY(${String(start)}px)` }}
            >
              <PdfPage
                pdf={pdf}
                page={index + 1}
                width={width}
                height={heights[index] ?? 0}
                regions={regionsOnPage(regions, index + 1)}
                selected={selected}
                onSelect={onSelect}
                quote={quote}
              />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

interface Place extends Pick<PagesProps, "regions" | "selected" | "quote"> {
  heights: readonly number[];
  ready: boolean;
}

/** Scrolls to the chosen passage when another is chosen, and to the quote at first. */
function useScrollToPlace(
  scroller: React.RefObject<HTMLDivElement | null>,
  { heights, ready, regions, selected, quote }: Place,
) {
  const done = useRef<unknown>(null);
  useEffect(() => {
    const wanted = selected ?? quote;
    if (!ready || wanted === null || done.current === wanted) return;
    const boxes =
      selected === null ? quote?.boxes : regions.find(({ key }) => key === selected)?.boxes;
    const box = boxes?.[0];
    if (!box) return;
    done.current = wanted;
    const page = (box.page ?? 1) - 1;
    const above = heights.slice(0, page).reduce((sum, height) => sum + height + GAP, GAP);
    const top = above + box.top * (heights[page] ?? 0);
    scroller.current?.scrollTo({ top: Math.max(0, top - LEAD) });
  }, [scroller, heights, ready, regions, selected, quote]);
}
