"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { FileSize } from "@/components/ui/file-size";
import { RelativeTime } from "@/components/ui/relative-time";
import { wordsOf } from "./chunking-form";
import type { StoreCardProps } from "./store-card";

/** How much a store holds, in one line. */
export function StoreFigures({ store, details }: StoreCardProps) {
  const t = useTranslations("knowledge.store");
  const card = useTranslations("stores.card");
  const { tokens = 0, bytes = null } = details ?? {};
  const facts: ReactNode[] = [
    t("passages", { count: store.passages }),
    tokens > 0 && card("tokens", { count: tokens, words: wordsOf(tokens) }),
    bytes !== null && store.passages > 0 && (
      <>
        <FileSize bytes={bytes} /> {card("size")}
      </>
    ),
    store.syncedAt && (
      <>
        {t("synced")} <RelativeTime date={store.syncedAt} />
      </>
    ),
  ];
  return (
    <p className="mt-0.5 text-xs text-ink-2 tabular-nums">
      {facts.filter(Boolean).map((fact, index) => (
        <span key={index}>
          {index > 0 && " · "}
          {fact}
        </span>
      ))}
    </p>
  );
}
