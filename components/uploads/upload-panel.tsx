"use client";

import { Pause, Play, RotateCcw, X } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { Button } from "@/components/ui/button";
import { FileSize } from "@/components/ui/file-size";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import { UploadList } from "./upload-list";
import { needsAttention, ranked, unfinishedOf, type UploadTotals } from "./upload-item";
import type { UploadQueue } from "./upload-queue";

/** How the files on their way are doing, as a whole and each; stays until somebody has seen how it ended. */
export function UploadPanel({ queue }: { queue: UploadQueue }) {
  const t = useTranslations("knowledge.upload");
  const { items, totals } = useStore(queue.store);
  const [onlyAttention, setOnlyAttention] = useState(false);
  const attention = totals.counts.failed + totals.counts["left-out"];
  const filtered = onlyAttention && attention > 0;
  const shown = useMemo(
    () => ranked(filtered ? items.filter(needsAttention) : items),
    [items, filtered],
  );
  if (items.length === 0) return null;
  return (
    <section aria-label={t("results")} className="rounded-card border bg-surface">
      <Summary queue={queue} />
      <UploadList items={shown} queue={queue} />
      {attention > 0 && items.length > attention && (
        <div className="border-t px-3.5 py-1.5">
          <Button
            variant="link"
            className="min-h-6 text-xs"
            aria-pressed={onlyAttention}
            onClick={() => setOnlyAttention(!onlyAttention)}
          >
            {filtered ? t("showAll", { count: items.length }) : t("showAttention", { attention })}
          </Button>
        </div>
      )}
    </section>
  );
}

function Summary({ queue }: { queue: UploadQueue }) {
  const t = useTranslations("knowledge.upload");
  const totals = useStore(queue.store, (state) => state.totals);
  const { files, bytes, sent, counts } = totals;
  const phase = phaseOf(totals);
  const told = { total: files, missing: counts.failed, left: counts["left-out"] };
  return (
    <div className="py-2 pr-1.5 pl-3.5">
      {/* Only the turns are told aloud, not every count. */}
      <p role="status" className="sr-only">
        {t(`told.${phase}`, told)}
      </p>
      <div className="flex items-center gap-1">
        <p className="grow text-sm tabular-nums">
          {t(`phase.${phase}`, { ...told, done: counts.done })}
        </p>
        <Actions queue={queue} totals={totals} />
      </div>
      {phase !== "over" && (
        <div className="mt-1 space-y-1.5 pr-2">
          {/* Empty files are left out, so there is always something to count. */}
          <Progress value={{ done: sent, total: bytes }} label={t("progress")} />
          <Details queue={queue} />
        </div>
      )}
    </div>
  );
}

type Phase = "sending" | "offline" | "paused" | "over";

function phaseOf(totals: UploadTotals): Phase {
  const { sending, offline, waiting } = totals.counts;
  if (unfinishedOf(totals) === 0) return "over";
  if (offline > 0 && sending === 0) return "offline";
  return sending + waiting > 0 ? "sending" : "paused";
}

/** "34 MB of 210 MB · 4.2 MB/s · about 2 min left" */
function Details({ queue }: { queue: UploadQueue }) {
  const t = useTranslations("knowledge.upload");
  const { bytes, sent } = useStore(queue.store, (state) => state.totals);
  const pace = useStore(queue.store, (state) => state.pace);
  return (
    <p className="text-xs text-ink-2 tabular-nums">
      {t.rich("sentOf", {
        sent: () => <FileSize bytes={sent} />,
        total: () => <FileSize bytes={bytes} />,
      })}
      {pace && (
        <>
          {" · "}
          {t.rich("rate", { rate: () => <FileSize bytes={pace.bytesPerSecond} /> })}
          {" · "}
          <TimeLeft seconds={pace.secondsLeft} />
        </>
      )}
    </p>
  );
}

function TimeLeft({ seconds }: { seconds: number }) {
  const t = useTranslations("knowledge.upload.left");
  if (seconds < 10) return t("moment");
  if (seconds < 90) return t("seconds", { value: Math.ceil(seconds / 10) * 10 });
  if (seconds < 90 * 60) return t("minutes", { value: Math.round(seconds / 60) });
  return t("hours", { value: Math.round(seconds / 3600) });
}

function Actions({ queue, totals }: { queue: UploadQueue; totals: UploadTotals }) {
  const t = useTranslations("knowledge.upload");
  const { waiting, sending, offline, paused, failed } = totals.counts;
  return (
    <div className="flex shrink-0 items-center">
      {failed > 0 && (
        <Button variant="ghost" size="sm" onClick={() => queue.retry()}>
          <RotateCcw aria-hidden className="size-4" />
          {t("retryAll", { failed })}
        </Button>
      )}
      {paused > 0 && (
        <IconButton icon={Play} size="sm" label={t("resumeAll")} onClick={() => queue.resume()} />
      )}
      {waiting + sending + offline > 0 && (
        <IconButton icon={Pause} size="sm" label={t("pauseAll")} onClick={() => queue.pause()} />
      )}
      {unfinishedOf(totals) > 0 ? (
        <IconButton icon={X} size="sm" label={t("stopAll")} onClick={() => queue.stop()} />
      ) : (
        <IconButton icon={X} size="sm" label={t("dismiss")} onClick={() => queue.clear()} />
      )}
    </div>
  );
}
