"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Progress } from "@/components/ui/progress";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/lib/trpc/client";
import { ChunkingSummary } from "./chunking-summary";
import { EmbeddingName } from "./embedding-name";
import type { StoreSummary } from "./store-summary";

export interface StoreRebuildProps {
  store: Pick<StoreSummary, "id" | "name">;
  rebuild: NonNullable<StoreSummary["rebuild"]>;
}

/** How far the index is that will take over, and the way to give it up. */
export function StoreRebuild({ store, rebuild }: StoreRebuildProps) {
  const t = useTranslations("stores.rebuild");
  const { done, total, failed } = rebuild;
  return (
    <section aria-label={t("title")} className="mt-3 max-w-150 rounded-card border p-3 text-xs">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="text-sm font-medium">{t("title")}</p>
          <p className="text-ink-2">
            <ChunkingSummary chunking={rebuild.chunking} /> ·{" "}
            <EmbeddingName embedding={{ ...rebuild.embedding, dimension: null }} />
          </p>
        </div>
        <GiveUp store={store} />
      </div>
      <p role="status" className="mt-2 text-pretty text-ink-2 tabular-nums">
        {failed > 0 ? t("failed", { count: failed }) : t("progress", { done, total })}
      </p>
      {failed === 0 && (
        <Progress
          value={total > 0 ? { done, total } : null}
          label={`${store.name}: ${t("title")}`}
          className="mt-1.5"
        />
      )}
    </section>
  );
}

function GiveUp({ store: { id, name } }: Pick<StoreRebuildProps, "store">) {
  const t = useTranslations("stores.rebuild");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [asking, setAsking] = useState(false);
  const cancel = useMutation(
    trpc.store.cancelRebuild.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        toast(t("cancelled", { name }));
        await queryClient.invalidateQueries(trpc.store.pathFilter());
      },
    }),
  );
  if (!useCan("knowledge.edit")) return null;
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        {t("cancel")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("cancelTitle", { name })}
        body={<p>{t("cancelBody")}</p>}
        confirmLabel={t("cancel")}
        tone="primary"
        onConfirm={() => cancel.mutate({ workspace, id })}
        busy={cancel.isPending}
        error={cancel.error}
      />
    </>
  );
}
