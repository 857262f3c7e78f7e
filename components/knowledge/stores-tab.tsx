"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Database, Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { NameDialog } from "@/components/ui/name-dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC } from "@/lib/trpc/client";
import { StoreCard } from "./store-card";
import type { StoreSummary } from "./store-summary";

const POLL_MS = 1500;

/** The stores: what each holds, how it finds passages, and a box to try it. */
export function StoresTab() {
  const t = useTranslations("knowledge.store");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const stores = useQuery(
    trpc.store.list.queryOptions(
      { workspace },
      {
        refetchInterval: ({ state }) =>
          state.data?.some((store) => store.state === "indexing") ? POLL_MS : false,
      },
    ),
  );
  const details = useDetails(stores.data);
  if (stores.isPending) return <Skeleton className="h-48 w-full rounded-card" />;
  if (!stores.data) {
    return <ErrorNotice error={stores.error} onRetry={() => void stores.refetch()} />;
  }
  if (stores.data.length === 0) {
    return (
      <EmptyState
        icon={Database}
        title={t("empty.title")}
        actions={<NewStore />}
        className="rounded-card border border-dashed bg-surface"
      >
        {t("empty.body")}
      </EmptyState>
    );
  }
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <p className="max-w-150 text-pretty text-ink-2">{t("intro")}</p>
        <NewStore />
      </div>
      {stores.data.map((store) => (
        <StoreCard
          key={store.id}
          store={store}
          details={details.data?.find(({ id }) => id === store.id)}
        />
      ))}
    </div>
  );
}

/** Not asked for at every look at the list, but whenever something in it has come to rest. */
function useDetails(stores: readonly StoreSummary[] | undefined) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const details = useQuery(trpc.store.details.queryOptions({ workspace }));
  const settled = stores
    ?.map(({ id, state, passages }) => (state === "indexing" ? id : `${id} ${state} ${passages}`))
    .join();
  const { pathFilter } = trpc.store.details;
  const seen = useRef(settled);
  useEffect(() => {
    const changed = seen.current !== undefined && seen.current !== settled;
    seen.current = settled;
    if (changed) void queryClient.invalidateQueries(pathFilter());
  }, [queryClient, pathFilter, settled]);
  return details;
}

function NewStore() {
  const t = useTranslations("knowledge.store");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [open, setOpen] = useState(false);
  const create = useMutation(
    trpc.store.create.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.store.list.pathFilter());
        setOpen(false);
      },
    }),
  );
  if (!useCan("knowledge.edit")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        {t("new")}
      </Button>
      <NameDialog
        open={open}
        onOpenChange={setOpen}
        title={t("newTitle")}
        description={t("newHelp")}
        submitLabel={common("create")}
        onSubmit={(name) => create.mutate({ workspace, name })}
        busy={create.isPending}
        error={create.error}
      />
    </>
  );
}
