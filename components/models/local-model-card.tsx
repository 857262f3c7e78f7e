"use client";

import { Languages } from "lucide-react";
import { useTranslations } from "use-intl";
import { useCan } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { ErrorNotice } from "@/components/ui/error-notice";
import { FileSize } from "@/components/ui/file-size";
import { Progress } from "@/components/ui/progress";
import { LocalModelActions } from "./local-model-actions";
import type { LocalModelSummary } from "./local-models";

/** One model of this machine: what it does, what it takes, and how far its download is. */
export function LocalModelCard({ model }: { model: LocalModelSummary }) {
  const t = useTranslations("models.local");
  const canManage = useCan("models.manage");
  const heading = `local-model-${model.id}`;
  return (
    <article className="flex gap-3 rounded-card border bg-surface p-4" aria-labelledby={heading}>
      <span className="flex size-8 shrink-0 items-center justify-center rounded-control tile [--hue:var(--cat-model)]">
        <Languages aria-hidden className="size-4" />
      </span>
      <div className="min-w-0 grow">
        <h2 id={heading} className="flex flex-wrap items-center gap-2 text-sm font-semibold">
          {t("name")} <StateBadge state={model.state} />
        </h2>
        <p className="mt-0.5 max-w-150 text-pretty text-ink-2">
          {model.origin ? t("body") : t("ownBody")}
        </p>
        <Facts model={model} />
        {model.download && <DownloadProgress model={model} />}
        {model.error && <ErrorNotice error={model.error} className="mt-3" />}
        {canManage ? (
          <LocalModelActions model={model} />
        ) : (
          model.state === "absent" && <p className="mt-2 text-xs text-ink-2">{t("askAdmin")}</p>
        )}
      </div>
    </article>
  );
}

function StateBadge({ state }: Pick<LocalModelSummary, "state">) {
  const t = useTranslations("models.local.state");
  const tone = state === "ready" ? "accent" : state === "failed" ? "danger" : "neutral";
  return <Badge tone={tone}>{t(state)}</Badge>;
}

function Facts({ model: { label, bytes, origin, stores } }: { model: LocalModelSummary }) {
  const t = useTranslations("models.local");
  return (
    <p className="mt-2 flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-2">
      <span className="font-medium text-ink">{label}</span>
      <span>
        <FileSize bytes={bytes} />
      </span>
      {origin && <span>{t("licence", { licence: origin.licence })}</span>}
      {origin && (
        <span className="break-all">
          {t("from", { host: origin.host, repository: origin.repository })}
        </span>
      )}
      {stores.length > 0 && <span>{t("usedBy", { stores: stores.join(", ") })}</span>}
    </p>
  );
}

function DownloadProgress({ model: { download, state, label } }: { model: LocalModelSummary }) {
  const t = useTranslations("models.local");
  if (!download || state === "failed") return null;
  const { done, total } = download;
  return (
    <div className="mt-3 max-w-100">
      <Progress value={total === null ? null : { done, total }} label={t("progress", { label })} />
      <p className="mt-1 text-xs text-ink-2 tabular-nums" role="status">
        {total === null ? (
          t("waiting")
        ) : (
          <>
            <FileSize bytes={done} /> / <FileSize bytes={total} />
          </>
        )}
      </p>
    </div>
  );
}
