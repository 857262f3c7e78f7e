"use client";

import { useTranslations } from "use-intl";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Progress } from "@/components/ui/progress";
import { RelativeTime } from "@/components/ui/relative-time";
import { wordsOf } from "@/lib/connectors/catalog";
import { RunCounts } from "./run-counts";
import { isAtWork, type SyncRun, type SyncView } from "./run-state";

export interface SyncProgressProps {
  sync: SyncView;
  run: SyncRun | undefined;
}

/** What is going on now, or how the last run ended, and when the next one is. */
export function SyncProgress({ sync, run }: SyncProgressProps) {
  const t = useTranslations("connections.sync");
  const words = wordsOf(sync.type);
  const phase = (of: SyncRun) =>
    t(`phase.${of.phase}`, { ...of, item: words.item, items: words.items });
  return (
    <section className="rounded-card border bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="font-medium">
          {run ? phase(run) : t("none")}
        </p>
        <p className="text-xs text-ink-2">
          {run?.endedAt ? (
            <RelativeTime date={run.endedAt} />
          ) : (
            run && <Rate run={run} items={words.items} />
          )}
        </p>
      </div>
      {run && isAtWork(run) && (
        <Progress
          className="mt-3"
          label={phase(run)}
          value={run.phase === "fetching" ? { done: run.fetched, total: run.toFetch } : null}
        />
      )}
      {run?.waitingUntil && (
        <p className="mt-2 text-sm text-ink-2">{t("waiting", { until: run.waitingUntil })}</p>
      )}
      {run && <RunCounts run={run} className="mt-3" />}
      <p className="mt-3 text-xs text-ink-2">
        {sync.everyMinutes === null && sync.atTimes === null
          ? t("manual")
          : sync.nextAt && t("next", { when: sync.nextAt })}
      </p>
      {sync.watch.possible && (sync.everyMinutes !== null || sync.atTimes !== null) && (
        <p className="mt-1 text-xs text-pretty text-ink-2">{t(`watch.${watchState(sync)}`)}</p>
      )}
      {run?.error && <ErrorNotice error={run.error} className="mt-3" />}
      {sync.connection.error && sync.connection.error.code !== run?.error?.code && (
        <ErrorNotice error={sync.connection.error} className="mt-3" />
      )}
    </section>
  );
}

function watchState({ watch }: SyncView) {
  if (watch.until) return "on";
  if (!watch.reachable) return "unreachable";
  return watch.error ? "failed" : "soon";
}

/** How many a minute so far; nothing while there are too few to tell. */
function Rate({ run: { phase, fetched, startedAt }, items }: { run: SyncRun; items: string }) {
  const t = useTranslations("connections.sync");
  if (phase !== "fetching" || fetched < 5 || !startedAt) return null;
  return <>{t("rate", { rate: Math.round(fetched / minutesSince(startedAt)), items })}</>;
}

function minutesSince(date: Date): number {
  return Math.max(0.02, (Date.now() - date.getTime()) / 60_000);
}
