"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC } from "@/lib/trpc/client";

const POLL_MS = 5000;

/** Where the documents of a source outside come from, and how fresh they are; stands where files of others are dropped. */
export function SyncedStrip({ sourceId }: { sourceId: string }) {
  const t = useTranslations("knowledge.synced");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const sync = useQuery(
    trpc.sync.view.queryOptions({ workspace, id: sourceId }, { refetchInterval: POLL_MS }),
  );
  if (sync.isPending) return <Skeleton className="h-14 w-full rounded-card" />;
  if (!sync.data) return <ErrorNotice error={sync.error} onRetry={() => void sync.refetch()} />;
  const { label, runs } = sync.data;
  const [run] = runs;
  const last = runs.find(({ phase }) => phase === "finished");
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border bg-surface px-3.5 py-2.5">
      <p className="min-w-0 grow truncate" title={label}>
        {t("of", { label })}
      </p>
      {run?.endedAt === null && <Badge tone="accent">{t("atWork")}</Badge>}
      {run?.phase === "failed" && <Badge tone="danger">{t("failed")}</Badge>}
      {run !== undefined && run.held > 0 && <Badge tone="refuse">{t("held")}</Badge>}
      {last?.endedAt && <RelativeTime date={last.endedAt} className="text-xs text-ink-2" />}
      <Button asChild size="sm">
        <Link href={`/${workspace}/knowledge/sources/${sourceId}`}>{t("details")}</Link>
      </Button>
    </div>
  );
}
