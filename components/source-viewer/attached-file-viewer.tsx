"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC } from "@/lib/trpc/client";
import { DocumentText } from "./document-text";
import { pageAt, toBlocks, type Range } from "./text-blocks";

/** The text of a file that was attached to a conversation, scrolled to the quote. */
export function AttachedFileViewer({ fileId, quote }: { fileId: string; quote: Range }) {
  const t = useTranslations("sourceViewer");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { start, end } = quote;
  const view = useQuery(
    trpc.conversationFile.view.queryOptions(
      { workspace, id: fileId, around: { start, end } },
      { placeholderData: keepPreviousData, retry: false },
    ),
  );
  const blocks = useMemo(
    () => (view.data ? toBlocks(view.data, { start, end }) : []),
    [view.data, start, end],
  );
  if (view.isPending) return <Skeleton className="h-40" />;
  if (!view.data) return <ErrorNotice error={view.error} onRetry={() => void view.refetch()} />;
  const page = pageAt(view.data.structure, start);
  return (
    <>
      <p className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-2">
        <a
          href="#quote"
          className="rounded-control text-accent-ink underline-offset-4 hover:underline"
        >
          {page === null ? t("quote") : t("quoteOnPage", { page })}
        </a>
        <span>{t("attached")}</span>
      </p>
      <DocumentText blocks={blocks} label={view.data.name} />
    </>
  );
}
