"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { Cell, HeaderCell, Table, TableHead, TableRow } from "@/components/ui/table";
import { useErrorText } from "@/lib/i18n/use-error-text";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { isOutcome, OUTCOMES, type Outcome } from "./outcomes";
import type { ConnectorWords } from "@/lib/connectors/_contract/words";
import { isAtWork, type SyncRun } from "./run-state";

type Row = RouterOutputs["sync"]["outcomes"]["outcomes"][number];

const POLL_MS = 3000;
/** Files are read after they came: one that can't be read shows a little later. */
const IDLE_MS = 10_000;

/** What a run did with each file or row, with the reason where it did nothing. */
export function SyncOutcomes({ run, words }: { run: SyncRun; words: ConnectorWords }) {
  const t = useTranslations("connections.sync");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [only, setOnly] = useState<Outcome | null>(null);
  const list = useInfiniteQuery(
    trpc.sync.outcomes.infiniteQueryOptions(
      { workspace, runId: run.id, outcome: only },
      {
        getNextPageParam: ({ next }) => next,
        refetchInterval: isAtWork(run) ? POLL_MS : IDLE_MS,
        // A run that has ended since it was last asked for is asked for once more.
        refetchOnMount: "always",
      },
    ),
  );
  const rows = list.data?.pages.flatMap(({ outcomes }) => outcomes) ?? [];
  return (
    <section>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">{t("outcomes")}</h2>
        <Select
          aria-label={t("column.outcome")}
          value={only ?? "all"}
          onValueChange={(value) => setOnly(isOutcome(value) ? value : null)}
          options={[
            { value: "all", label: t("all") },
            ...OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) })),
          ]}
          className="w-36"
        />
      </div>
      {list.isPending && <Skeleton className="h-24 w-full rounded-card" />}
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && !isAtWork(run) && (
        <p className="rounded-card border border-dashed p-4 text-center text-ink-2">
          {run.error ? t("nothingDone", { item: words.item }) : t("unchanged")}
        </p>
      )}
      {rows.length > 0 && <Items rows={rows} heading={words.heading} />}
      {list.hasNextPage && (
        <Button className="mt-2" onClick={() => void list.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </section>
  );
}

function Items({ rows, heading }: { rows: readonly Row[]; heading: string }) {
  const t = useTranslations("connections.sync");
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <Table aria-label={t("outcomes")} className="table-fixed">
        <TableHead>
          <tr>
            <HeaderCell className="pl-4">{heading}</HeaderCell>
            <HeaderCell className="w-28">{t("column.outcome")}</HeaderCell>
            <HeaderCell className="max-sm:hidden">{t("column.why")}</HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {rows.map((row) => (
            <TableRow key={row.id}>
              <Cell className="py-1.5 pl-4">
                <p className="truncate" title={row.name}>
                  {row.name}
                </p>
                {row.folder !== "" && (
                  <p className="truncate text-xs text-ink-2" title={row.folder}>
                    {row.folder}
                  </p>
                )}
                <div className="text-xs text-ink-2 sm:hidden">
                  <Why row={row} />
                </div>
              </Cell>
              <Cell>
                <div className="flex flex-wrap gap-1 py-1">
                  <Badge tone={row.outcome === "failed" ? "danger" : "neutral"}>
                    {isOutcome(row.outcome) ? t(`outcome.${row.outcome}`) : row.outcome}
                  </Badge>
                  {row.unread && <Badge tone="danger">{t("unread")}</Badge>}
                </div>
              </Cell>
              <Cell className="py-1.5 text-ink-2 max-sm:hidden">
                <Why row={row} />
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** Why a file was not taken, or why nothing can be answered from it now. */
function Why({ row: { error, unread } }: { row: Row }) {
  const reason = error ?? unread;
  return reason && <Reason error={reason} />;
}

function Reason({ error }: { error: NonNullable<Row["error"]> }) {
  const { what, next } = useErrorText(error);
  return (
    <span className="text-pretty break-words">
      {what} {next}
    </span>
  );
}
