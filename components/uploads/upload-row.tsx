"use client";

import { Ban, CircleCheck, CircleX, Clock, Pause, Play, RotateCcw, WifiOff, X } from "lucide-react";
import { memo, type Ref } from "react";
import { useTranslations } from "use-intl";
import { FileSize } from "@/components/ui/file-size";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import { Spinner } from "@/components/ui/spinner";
import { useErrorText } from "@/lib/i18n/use-error-text";
import type { UploadItem, UploadState } from "./upload-item";
import type { UploadQueue } from "./upload-queue";

interface UploadRowProps {
  item: UploadItem;
  index: number;
  queue: UploadQueue;
  ref?: Ref<HTMLLIElement>;
}

/** One file: what is happening with it, and what can be done about that. */
export const UploadRow = memo(function UploadRow({ item, index, queue, ref }: UploadRowProps) {
  const { name, folder, size, sent, state } = item;
  return (
    <li
      ref={ref}
      data-index={index}
      data-state={state}
      className="flex items-start gap-3 border-b py-2 pr-1.5 pl-3.5 last:border-b-0"
    >
      <span className="mt-0.5">
        <StateIcon state={state} />
      </span>
      <div className="min-w-0 grow">
        <p className="flex items-baseline gap-2">
          <span className="flex min-w-0" title={folder ? `${folder}/${name}` : name}>
            {folder && (
              // Where it gets narrow the folder goes before the name does.
              <>
                <span className="min-w-0 shrink-[1000] truncate text-ink-2">{folder}</span>
                <span className="shrink-0 text-ink-2">/</span>
              </>
            )}
            <span className="min-w-0 truncate">{name}</span>
          </span>
          <span className="shrink-0 text-xs text-ink-2 tabular-nums">
            <FileSize bytes={size} />
          </span>
        </p>
        <Told item={item} />
        {(state === "sending" || state === "offline") && (
          <Progress value={{ done: sent, total: size }} label={name} className="mt-1" />
        )}
      </div>
      <RowActions item={item} queue={queue} />
    </li>
  );
});

const ICONS = {
  waiting: [Clock, "text-ink-3"],
  offline: [WifiOff, "text-refuse-ink"],
  paused: [Pause, "text-ink-2"],
  done: [CircleCheck, "text-accent-ink"],
  failed: [CircleX, "text-danger-ink"],
  stopped: [Ban, "text-ink-3"],
  "left-out": [Ban, "text-refuse-ink"],
} as const;

function StateIcon({ state }: { state: UploadState }) {
  if (state === "sending") return <Spinner className="text-accent-ink" />;
  const [Icon, tone] = ICONS[state];
  return <Icon aria-hidden className={`size-4 ${tone}`} />;
}

function Told({ item }: { item: UploadItem }) {
  const t = useTranslations("knowledge.upload");
  const { state, sent, size, resumed } = item;
  if (state === "failed" || state === "left-out") return <Reason item={item} />;
  const percent = Math.floor((sent / size) * 100);
  const words =
    state !== "sending"
      ? t(`state.${state}`)
      : percent < 100
        ? t("state.sending", { percent })
        : t("state.storing");
  return (
    <p className="text-xs text-ink-2 tabular-nums">
      {words}
      {resumed && state !== "done" && ` · ${t("resumed", { ...resumed })}`}
    </p>
  );
}

function Reason({ item }: { item: UploadItem }) {
  const t = useTranslations("knowledge.upload");
  const { what, next } = useErrorText(item.error);
  const failed = item.state === "failed";
  return (
    <p className="text-xs text-ink-2">
      <span className={`font-medium ${failed ? "text-danger-ink" : "text-refuse-ink"}`}>
        {failed ? t("state.failed") : t("state.left-out")}
      </span>{" "}
      · {what} {next}
    </p>
  );
}

function RowActions({ item, queue }: { item: UploadItem; queue: UploadQueue }) {
  const t = useTranslations("knowledge.upload");
  const { key, name, state } = item;
  const keys = [key];
  const onWay = state === "waiting" || state === "sending" || state === "offline";
  return (
    <div className="flex shrink-0">
      {onWay && (
        <IconButton
          icon={Pause}
          size="sm"
          label={t("pause", { name })}
          onClick={() => queue.pause(keys)}
        />
      )}
      {state === "paused" && (
        <IconButton
          icon={Play}
          size="sm"
          label={t("resume", { name })}
          onClick={() => queue.resume(keys)}
        />
      )}
      {(onWay || state === "paused") && (
        <IconButton
          icon={X}
          size="sm"
          label={t("stop", { name })}
          onClick={() => queue.stop(keys)}
        />
      )}
      {(state === "failed" || state === "stopped") && (
        <IconButton
          icon={RotateCcw}
          size="sm"
          label={t("retry", { name })}
          onClick={() => queue.retry(keys)}
        />
      )}
    </div>
  );
}
