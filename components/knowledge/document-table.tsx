"use client";

import dynamic from "next/dynamic";
import { FileSearch } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { filterInput, FIRST, isFiltered, type Arrangement } from "./arrange-documents";
import { DocumentFigures } from "./document-figures";
import { DocumentFilters } from "./document-filters";
import { DocumentRows } from "./document-rows";
import { useBulk } from "./use-bulk";
import { useDocumentWindow, useOverview } from "./use-documents";
import { useSelection } from "./use-selection";

const ImportOverview = dynamic(async () => (await import("./import-overview")).ImportOverview, {
  loading: () => null,
});

const BulkBar = dynamic(async () => (await import("./bulk-bar")).BulkBar, { loading: () => null });

export interface DocumentTableProps {
  /** Without it, the documents of all sources. */
  sourceId?: string;
  arrangement: Arrangement;
  onArrange: (arrangement: Arrangement) => void;
}

/** The documents with their state, kept up to date while anything is being prepared. Empty: renders nothing. */
export function DocumentTable({ sourceId, arrangement, onArrange }: DocumentTableProps) {
  const question = { sourceId, arrangement };
  const [offset, setOffset] = useState(0);
  const overview = useOverview(question);
  const page = useDocumentWindow(question, { offset, overview });
  const selection = useSelection(question);
  const bulk = useBulk();
  const canEdit = useCan("knowledge.edit");
  const arrange = (next: Arrangement) => {
    setOffset(0);
    // What can't be seen any more should not be among what is deleted.
    if (filterKey(next) !== filterKey(arrangement)) selection.clear();
    onArrange(next);
  };
  if (page.isPending) return <Skeleton className="h-80 w-full rounded-card" />;
  if (!page.data) return <ErrorNotice error={page.error} onRetry={() => void page.refetch()} />;
  const { total } = page.data;
  if (total === 0 && !isFiltered(arrangement) && !page.isPlaceholderData) return null;
  return (
    <div className="space-y-3">
      <ImportOverview
        sourceId={sourceId}
        onShow={(part) => arrange({ ...FIRST, sort: "name", ...part })}
      />
      <DocumentFilters
        sourceId={sourceId}
        counts={overview.data?.counts ?? {}}
        arrangement={arrangement}
        onChange={arrange}
      />
      {overview.data && <DocumentFigures figures={overview.data.figures} />}
      {total > 0 ? (
        <div className={cn("transition-opacity", isStale(page, offset) && "opacity-60")}>
          <DocumentRows
            key={filterKey(arrangement)}
            page={page.data}
            arrangement={arrangement}
            onArrange={arrange}
            onOffset={setOffset}
            selected={selection.selected}
            onSelect={canEdit ? selection.selectRow : null}
            onSelectAll={selection.selectAll}
            onClear={selection.clear}
          />
        </div>
      ) : (
        <NoMatch onClear={() => arrange(FIRST)} />
      )}
      {selection.selected.size > 0 && (
        <BulkBar
          selected={selection.selected}
          total={total}
          bulk={bulk}
          onSelectAll={selection.selectAll}
          onClear={selection.clear}
        />
      )}
    </div>
  );
}

/** True while rows of another filter or order are shown; those of another place are simply missing. */
function isStale(page: ReturnType<typeof useDocumentWindow>, offset: number): boolean {
  return page.isPlaceholderData && page.data?.offset === offset;
}

function filterKey(arrangement: Arrangement): string {
  return JSON.stringify(filterInput(arrangement));
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
