"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC } from "@/lib/trpc/client";
import { CorrectionMark } from "./correction-mark";
import { DocumentText } from "./document-text";
import { toBlocks, type Range } from "./text-blocks";

/** A source that a person wrote: their text with the quote marked, who and when, and what the document says instead. */
export function CorrectionViewer({ correctionId, quote }: { correctionId: string; quote: Range }) {
  const t = useTranslations("sourceViewer");
  const format = useFormatter();
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const view = useQuery(
    trpc.correction.view.queryOptions({ workspace, id: correctionId }, { retry: false }),
  );
  if (view.isPending) return <Skeleton className="h-40" />;
  if (!view.data) return <ErrorNotice error={view.error} onRetry={() => void view.refetch()} />;
  const { kind, by, at, endedAt, text, original, documentId, documentName } = view.data;
  const written = kind === "add" ? "add" : "edit";
  return (
    <div className="space-y-5">
      <div className="space-y-1.5 text-xs text-ink-2">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <CorrectionMark correction={{ kind: written, by }} className="text-sm" />
          <time dateTime={at.toISOString()}>
            {format.dateTime(at, { dateStyle: "medium", timeStyle: "short" })}
          </time>
          <Button asChild variant="link" className="min-h-6 text-xs">
            <Link
              href={`/${workspace}/knowledge/documents/${documentId}?correction=${correctionId}`}
            >
              {t("correction.where")}
            </Link>
          </Button>
        </p>
        <p>{t(written === "add" ? "correction.addNote" : "correction.editNote", { name: by })}</p>
      </div>
      {endedAt !== null && (
        <p className="rounded-card bg-refuse-soft px-3.5 py-2.5 text-refuse-ink">
          {t("correction.ended")}
        </p>
      )}
      <DocumentText
        blocks={toBlocks({ text, textStart: 0, structure: [] }, quote)}
        label={documentName}
      />
      {original !== null && (
        <section className="border-t pt-4">
          <h3 className="mb-2 text-xs font-medium text-ink-2">{t("correction.original")}</h3>
          <p className="text-sm break-words whitespace-pre-line text-ink-2">{original}</p>
        </section>
      )}
    </div>
  );
}
