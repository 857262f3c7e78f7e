"use client";

import { useQuery } from "@tanstack/react-query";
import { LibraryBig } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC, useTRPCClient } from "@/lib/trpc/client";
import { FIRST, fromParams, toParams, type Arrangement } from "./arrange-documents";
import { SourceList, type SourceSummary } from "./source-list";
import { UploadInto } from "./upload-into";

const DocumentTable = dynamic(async () => (await import("./document-table")).DocumentTable, {
  loading: () => <Skeleton className="h-80 w-full rounded-card" />,
});

/** Sources at the left, the documents of the chosen one (or of all) at the right. */
export function DocumentsTab() {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { chosen, arrangement, arrange } = useArrangement();
  const sources = useQuery(trpc.source.list.queryOptions({ workspace }));
  if (sources.isPending) return <Skeleton className="h-80 w-full rounded-card" />;
  if (!sources.data) {
    return <ErrorNotice error={sources.error} onRetry={() => void sources.refetch()} />;
  }
  const source = sources.data.find(({ id }) => id === chosen) ?? null;
  return (
    <div className="grid gap-6 lg:grid-cols-[13rem_minmax(0,1fr)]">
      <SourceList
        sources={sources.data}
        chosen={source?.id ?? null}
        onChoose={(id) => arrange(id, FIRST)}
      />
      <div className="min-w-0 space-y-6">
        <Uploads sources={sources.data} source={source} />
        <NoDocuments documents={source ? source.documents : total(sources.data)} />
        <DocumentTable
          key={source?.id}
          sourceId={source?.id}
          arrangement={arrangement}
          onArrange={(next) => arrange(chosen, next)}
        />
      </div>
    </div>
  );
}

/** The chosen source, the filter and the order, kept in the page's address: "back" from a document returns to them. */
function useArrangement() {
  const params = useSearchParams();
  const path = usePathname();
  const [{ chosen, arrangement }, set] = useState(() => ({
    chosen: params.get("source"),
    arrangement: fromParams(params),
  }));
  const arrange = (source: string | null, next: Arrangement) => {
    set({ chosen: source, arrangement: next });
    const query = toParams(next);
    if (source !== null) query.set("source", source);
    window.history.replaceState(null, "", query.size > 0 ? `${path}?${query.toString()}` : path);
  };
  return { chosen, arrangement, arrange };
}

function Uploads({
  sources,
  source,
}: {
  sources: readonly SourceSummary[];
  source: SourceSummary | null;
}) {
  const t = useTranslations("knowledge");
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  if (!useCan("knowledge.edit")) return null;
  // The first drop in an empty workspace should just work: it makes a source to put the files in.
  // A second drop before the list shows it goes into the same one.
  const makeSource = async () => {
    const { id } = await client.source.first.mutate({ workspace, name: t("source.firstName") });
    return id;
  };
  return <UploadInto sources={sources} source={source} makeSource={makeSource} />;
}

function NoDocuments({ documents }: { documents: number }) {
  const t = useTranslations("knowledge.documents");
  const canEdit = useCan("knowledge.edit");
  if (documents > 0) return null;
  return (
    <EmptyState icon={LibraryBig} title={t("empty.title")}>
      {canEdit ? t("empty.body") : t("emptyReader")}
    </EmptyState>
  );
}

function total(sources: readonly SourceSummary[]): number {
  return sources.reduce((sum, source) => sum + source.documents, 0);
}
