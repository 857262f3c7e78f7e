"use client";

import { useQuery } from "@tanstack/react-query";
import { Cable, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter, useSearchParams } from "next/navigation";
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
import { connectionsMessages } from "@/lib/i18n/scopes/connections";
import { useTRPC } from "@/lib/trpc/client";
import { ConnectionTable, type SourceConnection } from "./connection-table";

const ConnectDialog = dynamic(async () => (await import("./connect-dialog")).ConnectDialog, {
  loading: () => null,
});
const AddSourceDialog = dynamic(async () => (await import("./add-source-dialog")).AddSourceDialog, {
  loading: () => null,
});

const SignInOutcome = dynamic(async () => (await import("./sign-in-outcome")).SignInOutcome, {
  loading: () => null,
});

const POLL_MS = 10_000;

/** The sources outside that are connected, and how they are. */
export function ConnectionsInWords() {
  return (
    <MessagesScope messages={connectionsMessages}>
      <Connections />
    </MessagesScope>
  );
}

function Connections() {
  const t = useTranslations("connections");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const router = useRouter();
  const arrived = useSearchParams();
  const canManage = useCan("connections.manage");
  const connections = useQuery(
    trpc.sourceConnection.list.queryOptions({ workspace }, { refetchInterval: POLL_MS }),
  );
  const [adding, setAdding] = useSearchFlag("add");
  const [editing, setEditing] = useState<SourceConnection | null>(null);
  const [picking, setPicking] = useState<SourceConnection | null>(null);
  const addButton = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden className="size-4" />
      {t("add")}
    </Button>
  );
  return (
    <Page title={t("title")} intro={t("intro")} actions={canManage && addButton}>
      {connections.isPending && <Skeleton className="h-32 w-full rounded-card" />}
      {connections.error && (
        <ErrorNotice error={connections.error} onRetry={() => void connections.refetch()} />
      )}
      {canManage &&
        connections.data &&
        (arrived.has("signedIn") || arrived.has("signInFailed")) && (
          <SignInOutcome connections={connections.data} />
        )}
      {connections.data?.length === 0 && (
        <EmptyState
          icon={Cable}
          title={t("empty.title")}
          className="rounded-card border border-dashed bg-surface"
        >
          {canManage ? t("empty.body") : t("empty.reader")}
        </EmptyState>
      )}
      {connections.data && connections.data.length > 0 && (
        <ConnectionTable
          connections={connections.data}
          onEdit={setEditing}
          onAddSource={setPicking}
        />
      )}
      {canManage && adding && <ConnectDialog connection={null} onOpenChange={setAdding} />}
      {editing && <ConnectDialog connection={editing} onOpenChange={() => setEditing(null)} />}
      {picking && (
        <AddSourceDialog
          connection={picking}
          onClose={() => setPicking(null)}
          onAdded={(id) => router.push(`/${workspace}/knowledge/sources/${id}`)}
        />
      )}
    </Page>
  );
}
