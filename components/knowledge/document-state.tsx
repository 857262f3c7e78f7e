"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";
import type { DocumentSummary } from "./arrange-documents";

/** True when it could be read if one gave its password. */
export function needsPassword({ state, error }: Pick<DocumentSummary, "state" | "error">): boolean {
  return state === "failed" && error?.code === "ingestion.password";
}

/** How far a document is: a word, and a bar with counts while it is being made searchable. */
export function DocumentState({
  document,
}: {
  document: Pick<DocumentSummary, "name" | "state" | "error" | "progress">;
}) {
  const t = useTranslations("documentState");
  const { state, progress, name } = document;
  if (needsPassword(document)) return <Badge tone="refuse">{t("needsPassword")}</Badge>;
  if (state === "failed") return <Badge tone="danger">{t("failed")}</Badge>;
  if (state === "ready") return <Badge tone="accent">{t("ready")}</Badge>;
  if (state === "stored" || state === "skipped" || state === "paused") {
    return <Badge>{t(state)}</Badge>;
  }
  const text = progress ? t("indexingCount", progress) : t(state);
  return (
    <div className="w-full max-w-40">
      <p className="truncate text-xs text-ink-2 tabular-nums">{text}</p>
      {state !== "queued" && (
        <Progress value={progress} label={`${name}: ${text}`} className="mt-1" />
      )}
    </div>
  );
}
