"use client";

import { useQuery } from "@tanstack/react-query";
import { Plug, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Page } from "@/components/shell/page";
import { useSearchFlag } from "@/components/shell/use-search-flag";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { MessagesScope } from "@/lib/i18n/provider";
import { modelsMessages } from "@/lib/i18n/scopes/models";
import { useTRPC } from "@/lib/trpc/client";
import { BuiltInCard } from "./built-in-card";
import { ConnectionTable, type ConnectionSummary } from "./connection-table";
import { LocalModels } from "./local-models";
import { ModelRules } from "./model-rules";
import { OwnModels } from "./own-models";
import { StartingModels } from "./starting-models";
import { StoreEmbeddings } from "./store-embeddings";

const ConnectionDialog = dynamic(
  async () => (await import("./connection-dialog")).ConnectionDialog,
  { loading: () => null },
);

/** Who writes the answers, and what finds the passages. */
export function ModelsPage() {
  return (
    <MessagesScope messages={modelsMessages}>
      <Models />
    </MessagesScope>
  );
}

function Models() {
  const t = useTranslations("models");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const canManage = useCan("models.manage");
  const connections = useQuery(trpc.connection.list.queryOptions({ workspace }));
  const [adding, setAdding] = useSearchFlag("add");
  const [editing, setEditing] = useState<ConnectionSummary | null>(null);
  const addButton = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden className="size-4" />
      {t("add")}
    </Button>
  );
  return (
    <Page title={t("title")} intro={t("intro")} actions={canManage && addButton}>
      <BuiltInCard />
      <LocalModels />
      <div className="mt-4">
        {connections.isPending && <Skeleton className="h-32 w-full rounded-card" />}
        {connections.error && (
          <ErrorNotice error={connections.error} onRetry={() => void connections.refetch()} />
        )}
        {connections.data?.length === 0 && (
          <EmptyState
            icon={Plug}
            title={t("empty.title")}
            className="rounded-card border border-dashed bg-surface"
          >
            {t("empty.body")}
          </EmptyState>
        )}
        {connections.data && connections.data.length > 0 && (
          <ConnectionTable connections={connections.data} onEdit={setEditing} />
        )}
      </div>
      {connections.data && <OwnModels connections={connections.data} />}
      {connections.data && <StartingModels connections={connections.data} />}
      {connections.data && <ModelRules connections={connections.data} />}
      <StoreEmbeddings />
      {canManage && adding && <ConnectionDialog connection={null} onOpenChange={setAdding} />}
      {editing && <ConnectionDialog connection={editing} onOpenChange={() => setEditing(null)} />}
    </Page>
  );
}
