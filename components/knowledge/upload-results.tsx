"use client";

import { CircleCheck, CircleX, Clock, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { FileSize } from "@/components/ui/file-size";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import { Spinner } from "@/components/ui/spinner";
import { useErrorText } from "@/lib/i18n/use-error-text";
import type { Upload } from "./use-uploads";

/** How each file of the last drops is doing; failures stay until somebody has read them. */
export function UploadResults({
  uploads,
  onDismiss,
}: {
  uploads: readonly Upload[];
  onDismiss: () => void;
}) {
  const t = useTranslations("knowledge.upload");
  const done = uploads.filter(({ state }) => state === "done").length;
  const busy = uploads.some(({ state }) => state === "waiting" || state === "sending");
  return (
    <div className="mt-3 rounded-card border bg-surface">
      <div className="flex items-center justify-between gap-3 py-1.5 pr-1.5 pl-3.5">
        <p role="status" className="text-xs text-ink-2 tabular-nums">
          {t("summary", { done, total: uploads.length })}
        </p>
        <IconButton icon={X} size="sm" label={t("dismiss")} disabled={busy} onClick={onDismiss} />
      </div>
      <ul aria-label={t("results")} className="max-h-60 overflow-y-auto border-t">
        {uploads.map((upload) => (
          <UploadItem key={upload.key} upload={upload} />
        ))}
      </ul>
    </div>
  );
}

function UploadItem({ upload }: { upload: Upload }) {
  const t = useTranslations("knowledge.upload");
  const { name, size, sent, state } = upload;
  const percent = size === 0 ? 100 : Math.floor((sent / size) * 100);
  return (
    <li className="flex items-start gap-3 border-b px-3.5 py-2 last:border-b-0">
      <span className="mt-0.5">
        <StateIcon state={state} />
      </span>
      <div className="min-w-0 grow">
        <p className="flex items-baseline gap-2">
          <span className="truncate">{name}</span>
          <span className="shrink-0 text-xs text-ink-3 tabular-nums">
            <FileSize bytes={size} />
          </span>
        </p>
        {state === "waiting" && <p className="text-xs text-ink-2">{t("waiting")}</p>}
        {state === "done" && <p className="text-xs text-ink-2">{t("sent")}</p>}
        {state === "failed" && <Failure error={upload.error} />}
        {state === "sending" && (
          <>
            <p className="text-xs text-ink-2 tabular-nums">
              {percent < 100 ? t("sending", { percent }) : t("storing")}
            </p>
            <Progress value={{ done: sent, total: size }} label={name} className="mt-1" />
          </>
        )}
      </div>
      {(state === "waiting" || state === "sending") && (
        <IconButton icon={X} size="sm" label={t("cancel", { name })} onClick={upload.cancel} />
      )}
    </li>
  );
}

function StateIcon({ state }: { state: Upload["state"] }) {
  if (state === "sending") return <Spinner className="text-accent-ink" />;
  if (state === "waiting") return <Clock aria-hidden className="size-4 text-ink-3" />;
  if (state === "done") return <CircleCheck aria-hidden className="size-4 text-accent-ink" />;
  return <CircleX aria-hidden className="size-4 text-danger-ink" />;
}

function Failure({ error }: { error: unknown }) {
  const t = useTranslations("knowledge.upload");
  const { what, next } = useErrorText(error);
  return (
    <p className="text-xs text-ink-2">
      <span className="font-medium text-danger-ink">{t("failed")}</span> · {what} {next}
    </p>
  );
}
