"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { EmbeddingName } from "@/components/knowledge/embedding-name";
import type { StoreSummary } from "@/components/knowledge/store-summary";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/lib/trpc/client";

const EmbeddingDialog = dynamic(
  async () => (await import("@/components/knowledge/embedding-dialog")).EmbeddingDialog,
  { loading: () => null },
);

const POLL_MS = 2_000;
const isIndexing = ({ state }: StoreSummary) => state === "indexing";

/** For each store, what finds its passages. Nothing while there is no store. */
export function StoreEmbeddings() {
  const t = useTranslations("models.embedding");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const stores = useQuery(
    trpc.store.list.queryOptions(
      { workspace },
      // What finds the passages changes when the new index is complete.
      { refetchInterval: ({ state }) => (state.data?.some(isIndexing) ? POLL_MS : false) },
    ),
  );
  if (!stores.data || stores.data.length === 0) return null;
  return (
    <section className="mt-10" aria-labelledby="store-embeddings">
      <h2 id="store-embeddings" className="text-base font-semibold">
        {t("title")}
      </h2>
      <p className="mt-0.5 mb-3 max-w-150 text-pretty text-ink-2">{t("body")}</p>
      <ul className="rounded-card border bg-surface">
        {stores.data.map((store) => (
          <StoreEmbedding key={store.id} store={store} />
        ))}
      </ul>
    </section>
  );
}

function StoreEmbedding({ store }: { store: StoreSummary }) {
  const t = useTranslations("models.embedding");
  const labels = useTranslations("knowledge.store");
  const canEdit = useCan("knowledge.edit");
  const [changing, setChanging] = useState(false);
  return (
    <li className="flex min-h-12 items-center gap-3 border-b px-4 py-2 last:border-b-0">
      <p className="min-w-0 grow truncate font-medium">{store.name}</p>
      <p className="truncate text-ink-2">
        <EmbeddingName embedding={store.embedding} />
      </p>
      {canEdit && (
        <Button
          size="sm"
          aria-label={t("change", { name: store.name })}
          onClick={() => setChanging(true)}
        >
          {labels("change")}
        </Button>
      )}
      {changing && <EmbeddingDialog store={store} open onOpenChange={setChanging} />}
    </li>
  );
}
