"use client";

import { Download } from "lucide-react";
import Link from "next/link";
import { useMemo, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { DocumentText } from "./document-text";
import { originalUrl } from "./original-url";
import { QuotedOriginal } from "./quoted-original";
import { Segments } from "./segments";
import { pageAt, toBlocks, type DocumentView, type Range } from "./text-blocks";
import { useDocumentText } from "./use-document-text";

interface SourceViewerProps {
  documentId: string;
  /** The version a citation was taken from; without it the one that answers come from now. */
  versionId?: string;
  /** Offsets of the quote in that version's stored text, `end` exclusive. Without them nothing is marked. */
  start?: number;
  end?: number;
  /** Shows a link to the document's own page; for sheets and dialogs. */
  linkToPage?: boolean;
}

/** A document's stored text, scrolled to the quote, which is highlighted in its surroundings. */
export function SourceViewer({ documentId, versionId, start, end, linkToPage }: SourceViewerProps) {
  const quote = useMemo(
    () => (start === undefined || end === undefined || end <= start ? null : { start, end }),
    [start, end],
  );
  const view = useDocumentText({ documentId, versionId, around: quote });
  if (view.isPending) return <LoadingText />;
  if (!view.data) return <ErrorNotice error={view.error} onRetry={() => void view.refetch()} />;
  return (
    <>
      <Facts view={view.data} quote={quote} linkToPage={linkToPage} />
      {view.data.format === "pdf" ? (
        <TextOrOriginal view={view.data} quote={quote} />
      ) : (
        <Text view={view.data} quote={quote} />
      )}
    </>
  );
}

/** A PDF as it was read, which is what answers are made from, or as it looks. */
function TextOrOriginal({ view, quote }: { view: DocumentView; quote: Range | null }) {
  const t = useTranslations("sourceViewer");
  const [shown, setShown] = useState<"text" | "original">("text");
  return (
    <>
      <div className="mb-4">
        <Segments
          label={t("show")}
          value={shown}
          onValueChange={setShown}
          options={[
            { value: "text", label: t("showText") },
            { value: "original", label: t("showOriginal") },
          ]}
        />
      </div>
      {shown === "text" ? (
        <Text view={view} quote={quote} />
      ) : (
        <QuotedOriginal view={view} quote={quote} />
      )}
    </>
  );
}

function Text({ view, quote }: { view: DocumentView; quote: Range | null }) {
  const blocks = useMemo(() => toBlocks(view, quote), [view, quote]);
  return <DocumentText blocks={blocks} label={view.name} />;
}

function Facts({
  view,
  quote,
  linkToPage,
}: {
  view: DocumentView;
  quote: Range | null;
  linkToPage: boolean | undefined;
}) {
  const t = useTranslations("sourceViewer");
  const format = useFormatter();
  const { slug } = useWorkspace();
  const page = quote && pageAt(view.structure, quote.start);
  return (
    <div className="mb-5 space-y-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-2">
        {quote && (
          <a
            href="#quote"
            className="rounded-control text-accent-ink underline-offset-4 hover:underline"
          >
            {page === null ? t("quote") : t("quoteOnPage", { page })}
          </a>
        )}
        {view.pages !== null && <span>{t("pages", { count: view.pages })}</span>}
        <span>
          {t("version", {
            number: view.number,
            date: format.dateTime(view.createdAt, { dateStyle: "medium" }),
          })}
        </span>
        {linkToPage && (
          <Button asChild variant="link" className="min-h-6 text-xs">
            <Link href={pageHref(slug, view, quote)}>{t("openDocument")}</Link>
          </Button>
        )}
        <Button asChild variant="link" className="min-h-6 text-xs">
          <a href={originalUrl(slug, view.id)} download>
            <Download aria-hidden className="size-3.5" />
            {t("original")}
          </a>
        </Button>
      </div>
      {!view.isCurrent && (
        <p className="rounded-card bg-refuse-soft px-3.5 py-2.5 text-refuse-ink">
          {t("outdated")}{" "}
          <Link
            href={`/${slug}/knowledge/documents/${view.id}`}
            className="underline underline-offset-4"
          >
            {t("outdatedAction")}
          </Link>
        </p>
      )}
    </div>
  );
}

function pageHref(slug: string, view: DocumentView, quote: Range | null): string {
  const path = `/${slug}/knowledge/documents/${view.id}`;
  if (!quote) return path;
  return `${path}?start=${quote.start}&end=${quote.end}&version=${encodeURIComponent(view.versionId)}`;
}

const LINES = ["w-1/3", "w-full", "w-11/12", "w-full", "w-4/5", "w-1/2", "w-full", "w-3/4"];

function LoadingText() {
  const t = useTranslations("common");
  return (
    <div role="status" aria-label={t("loading")} className="max-w-170 space-y-3">
      {LINES.map((width, index) => (
        <Skeleton key={index} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}
