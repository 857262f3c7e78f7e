"use client";

import { CircleX, Pause, Play } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useCan } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Progress } from "@/components/ui/progress";
import { FIRST, STATES, type Arrangement } from "./arrange-documents";
import { ImportReasons } from "./import-reasons";
import { useBulk } from "./use-bulk";
import { useOverview, type DocumentsOverview } from "./use-documents";
import { useSelection } from "./use-selection";

export interface ImportOverviewProps {
  sourceId: string | undefined;
  /** Shows those documents in the table. */
  onShow: (part: Partial<Arrangement>) => void;
}

/** How far an import is while it goes on, what is paused, and what needs a person. Otherwise nothing. */
export function ImportOverview({ sourceId, onShow }: ImportOverviewProps) {
  const t = useTranslations("knowledge.overview");
  const overview = useOverview({ sourceId, arrangement: FIRST }).data;
  if (!overview) return null;
  const { work, counts, reasons } = overview;
  const problems = reasons.filter(({ state }) => state !== "waiting");
  const paused = counts.paused ?? 0;
  if (!work && paused === 0 && problems.length === 0) return null;
  return (
    <section aria-label={t("label")} className="rounded-card border bg-surface">
      {(work !== null || paused > 0) && (
        <div className="space-y-2 px-4 py-3">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <p className="min-w-0 grow font-medium tabular-nums">
              {work
                ? t("preparing", { done: work.ended, total: work.total })
                : t("paused", { count: paused })}
            </p>
            <Steering sourceId={sourceId} counts={counts} />
          </div>
          {work && <Progress value={{ done: work.ended, total: work.total }} label={t("label")} />}
          {work && <Doing work={work} counts={counts} />}
          <Counts counts={counts} onShow={onShow} />
        </div>
      )}
      {problems.length > 0 && (
        <ImportReasons sourceId={sourceId} reasons={problems} onShow={onShow} />
      )}
    </section>
  );
}

interface DoingProps {
  work: NonNullable<DocumentsOverview["work"]>;
  counts: DocumentsOverview["counts"];
}

/** How quickly it goes, and until when; only what is known. */
function Doing({ work: { pace, waitingUntil }, counts }: DoingProps) {
  const t = useTranslations("knowledge.overview");
  const format = useFormatter();
  const { reading = 0, indexing = 0 } = counts;
  const parts = [
    reading + indexing === 0 && !waitingUntil && t("idle"),
    pace && t("pace", { count: Math.max(1, Math.round(pace.perMinute)) }),
    pace && timeLeft(pace.secondsLeft),
    waitingUntil && t("waiting", { time: format.dateTime(waitingUntil, { timeStyle: "short" }) }),
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return <p className="text-xs text-ink-2 tabular-nums">{parts.join(" · ")}</p>;

  function timeLeft(seconds: number): string {
    const minutes = Math.round(seconds / 60);
    if (minutes < 90) return t("left", { minutes });
    return t("leftHours", { hours: Math.round(minutes / 60) });
  }
}

/** Documents by state; each shows those in the table. */
function Counts({
  counts,
  onShow,
}: {
  counts: DocumentsOverview["counts"];
  onShow: ImportOverviewProps["onShow"];
}) {
  const t = useTranslations("knowledge.overview");
  const states = useTranslations("documentState");
  const format = useFormatter();
  return (
    <ul aria-label={t("counts")} className="-mx-2 flex flex-wrap">
      {STATES.filter((state) => counts[state]).map((state) => (
        <li key={state}>
          <Button size="sm" variant="ghost" onClick={() => onShow({ states: [state] })}>
            {states(state)}
            <span className="text-ink tabular-nums">{format.number(counts[state] ?? 0)}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Pause, go on with, or give up all of it. */
function Steering({
  sourceId,
  counts,
}: {
  sourceId: string | undefined;
  counts: DocumentsOverview["counts"];
}) {
  const t = useTranslations("knowledge");
  const canEdit = useCan("knowledge.edit");
  const bulk = useBulk();
  const [asking, setAsking] = useState(false);
  const running = useSelection({ sourceId, arrangement: RUNNING });
  const stopped = useSelection({ sourceId, arrangement: PAUSED });
  const unfinished = useSelection({ sourceId, arrangement: UNFINISHED });
  if (!canEdit) return null;
  const sum = (states: Arrangement["states"]) =>
    states.reduce((all, state) => all + (counts[state] ?? 0), 0);
  const busy = bulk.progress !== null;
  return (
    <div className="flex flex-wrap gap-2">
      {sum(RUNNING.states) > 0 && (
        <Button size="sm" busy={busy} onClick={() => void running.allIds().then(bulk.pause)}>
          {!busy && <Pause aria-hidden className="size-3.5" />}
          {t("overview.pauseAll")}
        </Button>
      )}
      {(counts.paused ?? 0) > 0 && (
        <Button size="sm" busy={busy} onClick={() => void stopped.allIds().then(bulk.resume)}>
          {!busy && <Play aria-hidden className="size-3.5" />}
          {t("overview.resumeAll")}
        </Button>
      )}
      <Button size="sm" variant="ghost" disabled={busy} onClick={() => setAsking(true)}>
        <CircleX aria-hidden className="size-3.5" />
        {t("overview.cancelAll")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("bulk.cancelTitle", { count: sum(UNFINISHED.states) })}
        body={<p>{t("bulk.cancelBody")}</p>}
        confirmLabel={t("bulk.cancelAction")}
        onConfirm={() => {
          setAsking(false);
          void unfinished.allIds().then(bulk.cancel);
        }}
      />
    </div>
  );
}

const PAUSED: Arrangement = { ...FIRST, states: ["paused"] };
const RUNNING: Arrangement = { ...FIRST, states: ["queued", "reading", "indexing", "waiting"] };
const UNFINISHED: Arrangement = { ...FIRST, states: [...RUNNING.states, "paused"] };
