"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ArrowLeft, MessagesSquare } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { useTranslations } from "use-intl";
import { Page } from "@/components/shell/page";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { CsvButton } from "@/components/ui/csv-button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { MessagesScope } from "@/lib/i18n/provider";
import { conversationsMessages } from "@/lib/i18n/scopes/conversations";
import { useTRPC, useTRPCClient } from "@/lib/trpc/client";
import { ConversationTable } from "./conversation-table";
import { Filters, NO_FILTER, type Filter } from "./filters";

const ConversationSheet = dynamic(
  async () => (await import("./conversation-sheet")).ConversationSheet,
  { ssr: false },
);

/** What was asked of a workflow, here and outside, and what became of it. */
export function ConversationsPage({ workflowId }: { workflowId: string }) {
  return (
    <MessagesScope messages={conversationsMessages}>
      <Conversations workflowId={workflowId} />
    </MessagesScope>
  );
}

function Conversations({ workflowId }: { workflowId: string }) {
  const t = useTranslations("conversations");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const search = useDeferredValue(filter.search);
  const input = { workspace, workflowId, ...filter, search };
  const [opened, setOpened] = useState(useSearchParams().get("conversation"));
  const workflow = useQuery(trpc.workflow.get.queryOptions({ workspace, id: workflowId }));
  const pages = useInfiniteQuery(
    trpc.conversation.list.infiniteQueryOptions(input, {
      getNextPageParam: ({ next }) => next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      width="wide"
      title={workflow.data ? t("titleOf", { name: workflow.data.name }) : t("title")}
      intro={t("intro")}
      actions={
        <CsvButton
          label={t("export")}
          name="conversations.csv"
          load={() => client.conversation.csv.query(input)}
        />
      }
      above={
        <Button asChild variant="ghost" size="sm" className="mb-3 -ml-2 self-start">
          <Link href={`/${workspace}/workflows/${workflowId}`}>
            <ArrowLeft aria-hidden className="size-4" /> {t("back")}
          </Link>
        </Button>
      }
    >
      <Filters filter={filter} onChange={setFilter} />
      {pages.isPending && <Skeleton className="h-48 w-full rounded-card" />}
      {pages.error && <ErrorNotice error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.data && items.length === 0 && <Nothing filter={filter} />}
      {items.length > 0 && <ConversationTable items={items} onOpen={setOpened} />}
      {pages.hasNextPage && (
        <Button
          className="mt-4 self-start"
          busy={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
      {opened !== null && (
        <ConversationSheet conversationId={opened} onClose={() => setOpened(null)} />
      )}
    </Page>
  );
}

function Nothing({ filter }: { filter: Filter }) {
  const t = useTranslations("conversations");
  const filtered = filter.search !== "" || filter.mark !== undefined || filter.where !== undefined;
  if (filtered) return <p className="text-ink-2">{t("none")}</p>;
  return (
    <EmptyState
      icon={MessagesSquare}
      title={t("empty.title")}
      className="rounded-card border border-dashed bg-surface"
    >
      {t("empty.body")}
    </EmptyState>
  );
}
