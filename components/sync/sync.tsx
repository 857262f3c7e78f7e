"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Page } from "@/components/shell/page";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { wordsOf } from "@/lib/connectors/catalog";
import { MessagesScope } from "@/lib/i18n/provider";
import { connectionsMessages } from "@/lib/i18n/scopes/connections";
import { useTRPC } from "@/lib/trpc/client";
import { isAtWork, type SyncView } from "./run-state";
import { CallAddress } from "./call-address";
import { FailingNotice } from "./failing-notice";
import { HeldNotice } from "./held-notice";
import { PermissionsLine } from "./permissions-line";
import { SyncActions } from "./sync-actions";
import { SyncHistory } from "./sync-history";
import { SyncOutcomes } from "./sync-outcomes";
import { SyncProgress } from "./sync-progress";

const AT_WORK_MS = 1000;
const IDLE_MS = 10_000;

/** How a source is kept in sync: what is going on, what each run did, and why a file isn't there. */
export function SyncInWords({ sourceId }: { sourceId: string }) {
  return (
    <MessagesScope messages={connectionsMessages}>
      <Sync sourceId={sourceId} />
    </MessagesScope>
  );
}

function Sync({ sourceId }: { sourceId: string }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const sync = useQuery(
    trpc.sync.view.queryOptions(
      { workspace, id: sourceId },
      { refetchInterval: ({ state }) => (isAtWork(state.data?.runs[0]) ? AT_WORK_MS : IDLE_MS) },
    ),
  );
  if (sync.isPending) return <Skeleton className="m-8 h-80 rounded-card" />;
  if (!sync.data) {
    return (
      <div className="p-8">
        <ErrorNotice error={sync.error} onRetry={() => void sync.refetch()} />
      </div>
    );
  }
  return <Loaded sync={sync.data} />;
}

function Loaded({ sync }: { sync: SyncView }) {
  const t = useTranslations("connections");
  const { slug } = useWorkspace();
  const [chosen, setChosen] = useState<string | null>(null);
  const { id, name, label, connection, runs } = sync;
  const [newest] = runs;
  const shown = runs.find((run) => run.id === chosen) ?? newest;
  return (
    <Page
      title={name}
      intro={t("sync.of", { label, connection: connection.name })}
      above={
        <Button asChild variant="link" className="mb-3 self-start">
          <Link href={`/${slug}/connections`}>
            <ArrowLeft aria-hidden className="size-4" />
            {t("title")}
          </Link>
        </Button>
      }
      actions={
        <>
          <Button asChild>
            <Link href={`/${slug}/knowledge?source=${id}`}>{t("sync.documents")}</Link>
          </Button>
          <SyncActions sync={sync} />
        </>
      }
    >
      <div className="space-y-6">
        {sync.failing && <FailingNotice failures={sync.failures} />}
        <SyncProgress sync={sync} run={newest} />
        <PermissionsLine sync={sync} />
        {!sync.watch.possible && <CallAddress sync={sync} />}
        {newest && newest.held > 0 && <HeldNotice sourceId={id} held={newest.held} />}
        {shown && (
          <SyncOutcomes
            key={`${shown.id} ${String(isAtWork(shown))}`}
            run={shown}
            words={wordsOf(sync.type)}
          />
        )}
        {runs.length > 1 && <SyncHistory runs={runs} chosen={shown?.id} onChoose={setChosen} />}
      </div>
    </Page>
  );
}
