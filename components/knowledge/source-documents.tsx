"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC } from "@/lib/trpc/client";
import { FIRST, isInWork, orderInput, toParams } from "./arrange-documents";
import { DocumentState } from "./document-state";

const POLL_MS = 2000;
/** Those that need a look come first; for the rest the knowledge page is the better place. */
const MOST = 12;
const ORDER = { ...FIRST, sort: "state" } as const;

export interface SourceDocumentsProps {
  sourceId: string;
  /** A sync is bringing documents. */
  syncing?: boolean;
}

/** The documents of a source in a few lines, for the editor's inspector. Empty: renders nothing. */
export function SourceDocuments({ sourceId, syncing = false }: SourceDocumentsProps) {
  const t = useTranslations("knowledge.documents");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const documents = useQuery(
    trpc.document.list.queryOptions(
      { workspace, sourceId, ...orderInput(ORDER), limit: MOST },
      {
        refetchInterval: ({ state }) =>
          syncing || state.data?.items.some(isInWork) ? POLL_MS : false,
      },
    ),
  );
  const { refetch } = documents;
  // What came between the last look and the end of the sync.
  useEffect(() => void refetch({ cancelRefetch: false }), [refetch, syncing]);
  if (documents.isPending) return <Skeleton className="h-24 w-full rounded-card" />;
  if (!documents.data) {
    return <ErrorNotice error={documents.error} onRetry={() => void documents.refetch()} />;
  }
  const { items, total } = documents.data;
  if (total === 0) return null;
  const params = new URLSearchParams({ source: sourceId, ...Object.fromEntries(toParams(ORDER)) });
  return (
    <div className="rounded-card border text-xs">
      <ul aria-label={t("label")}>
        {items.map((document) => (
          <li
            key={document.id}
            className="flex min-h-9 items-center gap-2 border-b px-3 py-1 last:border-b-0"
          >
            <Link
              href={`/${workspace}/knowledge/documents/${document.id}`}
              title={document.name}
              className="min-w-0 grow truncate underline-offset-4 hover:underline"
            >
              {document.name}
            </Link>
            <span className="max-w-40 shrink-0">
              <DocumentState document={document} />
            </span>
          </li>
        ))}
      </ul>
      <p className="border-t px-3 py-1">
        <Link
          href={`/${workspace}/knowledge?${params.toString()}`}
          className="inline-flex min-h-6 items-center text-accent-ink underline-offset-4 hover:underline"
        >
          {t("all", { count: total })}
        </Link>
      </p>
    </div>
  );
}
