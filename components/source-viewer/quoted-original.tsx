"use client";

import dynamic from "next/dynamic";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { originalUrl } from "./original-url";
import type { DocumentView, Range } from "./text-blocks";

const PdfView = dynamic(async () => (await import("./original/pdf-view")).PdfView, { ssr: false });

/** The page of a PDF that a quote is from, the quote marked on it. */
export function QuotedOriginal({ view, quote }: { view: DocumentView; quote: Range | null }) {
  const t = useTranslations("sourceViewer");
  const { slug } = useWorkspace();
  const quoted = useMemo(() => {
    if (!quote || !view.regions) return null;
    const text = view.text.slice(quote.start - view.textStart, quote.end - view.textStart);
    return { text, boxes: view.regions.boxes };
  }, [view, quote]);
  return (
    <div className="h-[70dvh] overflow-hidden rounded-card border">
      <PdfView
        url={originalUrl(slug, view.id, view.versionId)}
        label={view.name}
        regions={[]}
        selected={null}
        quote={quoted}
        failed={(reason) => (
          <p className="px-4 py-16 text-center text-ink-2">{t(`pdf.${reason}`)}</p>
        )}
      />
    </div>
  );
}
