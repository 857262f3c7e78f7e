"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { LocalModelCard } from "./local-model-card";

export type LocalModelSummary = RouterOutputs["localModel"]["list"][number];

const POLL_MS = 1_000;
const isInWork = ({ state }: LocalModelSummary) => state === "queued" || state === "downloading";

/** The models that run on this machine, and those that could. */
export function LocalModels() {
  const t = useTranslations("models.local");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const models = useQuery(
    trpc.localModel.list.queryOptions(
      { workspace },
      { refetchInterval: ({ state }) => (state.data?.some(isInWork) ? POLL_MS : false) },
    ),
  );
  return (
    <section className="mt-3 space-y-3" aria-label={t("title")}>
      {models.isPending && <Skeleton className="h-24 w-full rounded-card" />}
      {models.error && <ErrorNotice error={models.error} onRetry={() => void models.refetch()} />}
      {models.data?.map((model) => (
        <LocalModelCard key={model.id} model={model} />
      ))}
    </section>
  );
}
