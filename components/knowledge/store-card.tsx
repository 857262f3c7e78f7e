"use client";

import { Database } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useCan } from "@/components/shell/workspace-context";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { RelativeTime } from "@/components/ui/relative-time";
import type { RouterOutputs } from "@/lib/trpc/client";
import { EmbeddingDialog } from "./embedding-dialog";
import { EmbeddingName } from "./embedding-name";
import { StoreMenu } from "./store-menu";
import { StoreSearch } from "./store-search";

export type StoreSummary = RouterOutputs["store"]["list"][number];

const TONES: Readonly<Record<StoreSummary["state"], BadgeProps["tone"]>> = {
  ready: "accent",
  indexing: "neutral",
  empty: "neutral",
  failed: "danger",
};

export function StoreCard({ store }: { store: StoreSummary }) {
  const t = useTranslations("knowledge.store");
  return (
    <article className="rounded-card border bg-surface" aria-label={store.name}>
      <div className="flex items-start gap-3 p-4">
        <span className="flex size-8 items-center justify-center rounded-control tile [--hue:var(--cat-store)]">
          <Database aria-hidden className="size-4" />
        </span>
        <div className="min-w-0 grow">
          <h2 className="flex flex-wrap items-center gap-2 text-sm font-semibold">
            <span className="break-words">{store.name}</span>
            <Badge tone={TONES[store.state]}>{t(`state.${store.state}`)}</Badge>
          </h2>
          <Facts store={store} />
          {store.progress && <Filling name={store.name} progress={store.progress} />}
          <Embedding store={store} />
        </div>
        <StoreMenu store={store} />
      </div>
      {store.passages > 0 && (
        <div className="border-t p-4">
          <StoreSearch storeId={store.id} />
        </div>
      )}
    </article>
  );
}

function Facts({ store }: { store: StoreSummary }) {
  const t = useTranslations("knowledge.store");
  const format = useFormatter();
  const names = store.sources.map(({ name }) => name);
  const facts: ReactNode[] = [
    t("passages", { count: store.passages }),
    names.length > 0 ? t("sources", { names: format.list(names) }) : t("noSources"),
    store.syncedAt && (
      <>
        {t("synced")} <RelativeTime date={store.syncedAt} />
      </>
    ),
  ];
  return (
    <p className="mt-0.5 text-xs text-ink-2">
      {facts.filter(Boolean).map((fact, index) => (
        <span key={index}>
          {index > 0 && " · "}
          {fact}
        </span>
      ))}
    </p>
  );
}

function Filling({ name, progress }: { name: string; progress: { done: number; total: number } }) {
  const t = useTranslations("knowledge.state");
  const text = progress.total > 0 ? t("indexingCount", progress) : t("indexing");
  return (
    <div className="mt-2 max-w-80">
      <p className="text-xs text-ink-2 tabular-nums">{text}</p>
      <Progress
        value={progress.total > 0 ? progress : null}
        label={`${name}: ${text}`}
        className="mt-1"
      />
    </div>
  );
}

function Embedding({ store }: { store: StoreSummary }) {
  const t = useTranslations("knowledge.store");
  const canEdit = useCan("knowledge.edit");
  const [changing, setChanging] = useState(false);
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-2 text-xs text-ink-2">
      <p>
        {t("embedding")}: <EmbeddingName embedding={store.embedding} />
        {store.embedding.dimension !== null && (
          <> · {t("dimension", { count: store.embedding.dimension })}</>
        )}
      </p>
      {canEdit && (
        <Button variant="link" className="min-h-6 text-xs" onClick={() => setChanging(true)}>
          {t("change")}
        </Button>
      )}
      <EmbeddingDialog store={store} open={changing} onOpenChange={setChanging} />
    </div>
  );
}
