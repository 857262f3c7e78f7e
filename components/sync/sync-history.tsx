"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Table, TableHead, TableRow } from "@/components/ui/table";
import { RunCounts } from "./run-counts";
import type { SyncRun } from "./run-state";

export interface SyncHistoryProps {
  runs: readonly SyncRun[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

/** The last runs with what each did; one of them is looked at closer. */
export function SyncHistory({ runs, chosen, onChoose }: SyncHistoryProps) {
  const t = useTranslations("connections.sync");
  return (
    <section>
      <h2 className="mb-2 text-base font-semibold">{t("history")}</h2>
      <div className="overflow-hidden rounded-card border bg-surface">
        <Table aria-label={t("history")}>
          <TableHead>
            <tr>
              <HeaderCell className="pl-4">{t("column.when")}</HeaderCell>
              <HeaderCell>{t("column.result")}</HeaderCell>
              <HeaderCell>{t("column.outcome")}</HeaderCell>
            </tr>
          </TableHead>
          <tbody>
            {runs.map((run) => (
              <TableRow key={run.id} className={run.id === chosen ? "bg-pressed" : ""}>
                <Cell className="pl-4">
                  <button
                    type="button"
                    aria-pressed={run.id === chosen}
                    onClick={() => onChoose(run.id)}
                    className="min-h-6 rounded-control text-accent-ink underline-offset-4 hover:underline"
                  >
                    <RelativeTime date={run.createdAt} />
                  </button>
                </Cell>
                <Cell>
                  <Badge tone={run.phase === "failed" ? "danger" : "neutral"}>
                    {t(`result.${run.phase}`)}
                  </Badge>
                </Cell>
                <Cell className="py-1.5">
                  <RunCounts run={run} />
                </Cell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
    </section>
  );
}
