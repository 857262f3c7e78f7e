"use client";

import { useQuery } from "@tanstack/react-query";
import { FileSearch } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC } from "@/lib/trpc/client";
import { arrangeDocuments, isInWork, type Arrangement } from "./arrange-documents";
import { DocumentFilters } from "./document-filters";
import { DocumentRows } from "./document-rows";

export interface DocumentTableProps {
  /** Without it, the documents of all sources. */
  sourceId?: string;
  /** Name and state only, for the editor's inspector. */
  compact?: boolean;
}

const POLL_MS = 1500;
/** As many as one page of the list may have. */
const MOST = 1000;
const FIRST: Arrangement = { text: "", state: null, sortBy: "name", direction: "asc" };

/** The documents with their state, kept up to date while anything is being prepared. Empty: renders nothing. */
export function DocumentTable({ sourceId, compact = false }: DocumentTableProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [arrangement, setArrangement] = useState(FIRST);
  const documents = useQuery(
    trpc.document.list.queryOptions(
      { workspace, sourceId, limit: MOST },
      { refetchInterval: ({ state }) => (state.data?.items.some(isInWork) ? POLL_MS : false) },
    ),
  );
  if (documents.isPending) return <Skeleton className="h-48 w-full rounded-card" />;
  if (!documents.data) {
    return <ErrorNotice error={documents.error} onRetry={() => void documents.refetch()} />;
  }
  const { items } = documents.data;
  if (items.length === 0) return null;
  const shown = arrangeDocuments(items, arrangement);
  return (
    <div className="space-y-3">
      {!compact && (
        <DocumentFilters
          documents={items}
          shown={shown.length}
          arrangement={arrangement}
          onChange={setArrangement}
        />
      )}
      {shown.length > 0 ? (
        <DocumentRows
          documents={shown}
          arrangement={arrangement}
          onArrange={setArrangement}
          compact={compact}
        />
      ) : (
        <NoMatch onClear={() => setArrangement(FIRST)} />
      )}
    </div>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  const t = useTranslations("knowledge.documents");
  return (
    <EmptyState
      icon={FileSearch}
      title={t("noMatch")}
      actions={<Button onClick={onClear}>{t("clearFilter")}</Button>}
      className="rounded-card border bg-surface"
    />
  );
}
