"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/lib/trpc/client";
import { ChunkingFields } from "./chunking-fields";
import { draftOf, readDraft, sameChunking, type Chunking } from "./chunking-form";
import { ChunkingPreview } from "./chunking-preview";
import { BUILT_IN, LOCAL } from "./embedding-name";
import type { StoreSummary } from "./store-summary";
import { useSettled } from "./use-settled";

export interface ChunkingDialogProps {
  store: StoreSummary;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Chooses how a store cuts documents, with the result on one of them, and what the change would take. */
export function ChunkingDialog(props: ChunkingDialogProps) {
  return props.open ? <OpenChunkingDialog {...props} /> : null;
}

function OpenChunkingDialog({ store, open, onOpenChange }: ChunkingDialogProps) {
  const t = useTranslations("stores.chunking");
  const common = useTranslations("common");
  const { slug: workspace } = useWorkspace();
  const present = store.rebuild?.chunking ?? store.chunking;
  const [draft, setDraft] = useState(() => draftOf(present));
  const read = useMemo(() => readDraft(draft), [draft]);
  const chunking = "chunking" in read ? read.chunking : null;
  const settled = useSettled(chunking);
  const change = useSetChunking(store, () => onOpenChange(false));
  const same = chunking !== null && sameChunking(chunking, present);
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="xl"
      title={t("title", { name: store.name })}
      description={t("help")}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{common("cancel")}</Button>
          <Button
            variant="primary"
            busy={change.isPending}
            disabled={chunking === null || same}
            onClick={() => chunking && change.mutate({ workspace, id: store.id, chunking })}
          >
            {t("apply")}
          </Button>
        </>
      }
    >
      <div className="grid gap-6 md:grid-cols-[17rem_minmax(0,1fr)]">
        <div className="space-y-4">
          <ChunkingFields
            draft={draft}
            problems={"problems" in read ? read.problems : {}}
            onChange={setDraft}
          />
          <Cost store={store} chunking={settled} same={same} />
          {change.error && <ErrorNotice error={change.error} />}
        </div>
        <ChunkingPreview store={store} chunking={settled} />
      </div>
    </Dialog>
  );
}

function useSetChunking({ name }: StoreSummary, close: () => void) {
  const t = useTranslations("stores.chunking");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.store.setChunking.mutationOptions({
      onSuccess: async () => {
        close();
        toast(t("started", { name }));
        await queryClient.invalidateQueries(trpc.store.pathFilter());
      },
    }),
  );
}

/** What the change would take, in words. */
function Cost({
  store,
  chunking,
  same,
}: {
  store: StoreSummary;
  chunking: Chunking | null;
  same: boolean;
}) {
  const t = useTranslations("stores.chunking");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const cost = useQuery(
    trpc.store.chunkingCost.queryOptions(
      { workspace, id: store.id, chunking: chunking ?? store.chunking },
      { enabled: chunking !== null && !same, retry: false },
    ),
  );
  if (same) return <CostText>{t("same")}</CostText>;
  if (chunking === null) return null;
  if (cost.error) return <ErrorNotice error={cost.error} />;
  if (!cost.data) return <CostText>{t("counting")}</CostText>;
  const { connectionId } = store.rebuild?.embedding ?? store.embedding;
  const { passages, tokens, exact } = cost.data;
  const here = connectionId === BUILT_IN || connectionId === LOCAL;
  return (
    <CostText>
      {t("cost", {
        passages,
        tokens,
        exact: String(exact),
        where: here ? "here" : "endpoint",
      })}
    </CostText>
  );
}

function CostText({ children }: { children: string }) {
  return (
    <p role="status" className="rounded-card bg-raised px-3 py-2.5 text-xs text-pretty text-ink-2">
      {children}
    </p>
  );
}
