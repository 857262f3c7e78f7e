"use client";

import { Database } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";
import type { RouterOutputs } from "@/lib/trpc/client";
import { StoreFacts } from "./store-facts";
import { StoreFigures } from "./store-figures";
import { StoreMenu } from "./store-menu";
import { StoreRebuild } from "./store-rebuild";
import { StoreSearch } from "./store-search";

export type StoreSummary = RouterOutputs["store"]["list"][number];
export type StoreDetails = RouterOutputs["store"]["details"][number];

export interface StoreCardProps {
  store: StoreSummary;
  /** Undefined until they are known. */
  details: StoreDetails | undefined;
}

const TONES: Readonly<Record<StoreSummary["state"], BadgeProps["tone"]>> = {
  ready: "accent",
  indexing: "neutral",
  empty: "neutral",
  failed: "danger",
};

export function StoreCard({ store, details }: StoreCardProps) {
  const t = useTranslations("knowledge.store");
  return (
    <article className="rounded-card border bg-surface" aria-label={store.name}>
      <div className="p-4">
        <div className="flex items-start gap-3">
          <span className="flex size-8 shrink-0 items-center justify-center rounded-control tile [--hue:var(--cat-store)]">
            <Database aria-hidden className="size-4" />
          </span>
          <div className="min-w-0 grow">
            <h2 className="flex flex-wrap items-center gap-2 text-sm font-semibold">
              <span className="break-words">{store.name}</span>
              <Badge tone={TONES[store.state]}>{t(`state.${store.state}`)}</Badge>
            </h2>
            <StoreFigures store={store} details={details} />
          </div>
          <StoreMenu store={store} usedBy={details?.usedBy} />
        </div>
        <div className="mt-3 sm:pl-11">
          <StoreFacts store={store} details={details} />
          {store.rebuild ? (
            <StoreRebuild store={store} rebuild={store.rebuild} />
          ) : (
            store.progress && <Filling name={store.name} progress={store.progress} />
          )}
        </div>
      </div>
      {store.passages > 0 && (
        <div className="border-t p-4 sm:pl-15">
          <StoreSearch storeId={store.id} usedBy={details?.usedBy ?? []} />
        </div>
      )}
    </article>
  );
}

function Filling({ name, progress }: { name: string; progress: { done: number; total: number } }) {
  const t = useTranslations("documentState");
  const text = progress.total > 0 ? t("indexingCount", progress) : t("indexing");
  return (
    <div className="mt-3 max-w-80">
      <p className="text-xs text-ink-2 tabular-nums">{text}</p>
      <Progress
        value={progress.total > 0 ? progress : null}
        label={`${name}: ${text}`}
        className="mt-1"
      />
    </div>
  );
}
