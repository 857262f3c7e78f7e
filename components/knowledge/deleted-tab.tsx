"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { useCan, useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { Cell, HeaderCell, Table, TableHead, TableRow } from "@/components/ui/table";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { StillAnswerableSheet } from "./still-answerable";

type Receipt = RouterOutputs["document"]["receipts"]["items"][number];

const POLL_MS = 4000;
/** A file that isn't gone after this long waits for something else than its turn. */
const PURGE_MS = 10 * 60_000;

export interface DeletedTabProps {
  /** Id of the document whose check is open. */
  checked: string | null;
  onCheck: (documentId: string | null) => void;
}

/** The receipts of deleted documents, the newest first. */
export function DeletedTab({ checked, onCheck }: DeletedTabProps) {
  const t = useTranslations("stores.deleted");
  const receipts = useReceipts();
  const canCheck = useCan("knowledge.edit");
  if (receipts.isPending) return <Skeleton className="h-60 w-full rounded-card" />;
  if (!receipts.data) {
    return <ErrorNotice error={receipts.error} onRetry={() => void receipts.refetch()} />;
  }
  const items = receipts.data.pages.flatMap((page) => page.items);
  const name = items.find(({ documentId }) => documentId === checked)?.documentName ?? null;
  return (
    <div className="space-y-4">
      <p className="max-w-150 text-pretty text-ink-2">{t("intro")}</p>
      {items.length === 0 ? (
        <EmptyState
          icon={ReceiptText}
          title={t("emptyTitle")}
          className="rounded-card border border-dashed bg-surface"
        >
          {t("empty")}
        </EmptyState>
      ) : (
        <Receipts receipts={items} onCheck={canCheck ? onCheck : undefined} />
      )}
      {receipts.hasNextPage && (
        <Button busy={receipts.isFetchingNextPage} onClick={() => void receipts.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
      {checked !== null && canCheck && (
        <StillAnswerableSheet documentId={checked} name={name} onClose={() => onCheck(null)} />
      )}
    </div>
  );
}

function useReceipts() {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  return useInfiniteQuery(
    trpc.document.receipts.infiniteQueryOptions(
      { workspace },
      {
        getNextPageParam: ({ next }) => next ?? undefined,
        refetchInterval: ({ state }) => (state.data?.pages.some(isPurging) ? POLL_MS : false),
      },
    ),
  );
}

function isPurging({ items }: { items: readonly Receipt[] }): boolean {
  const now = Date.now();
  return items.some((one) => one.purgedAt === null && now - one.deletedAt.getTime() < PURGE_MS);
}

function Receipts({
  receipts,
  onCheck,
}: {
  receipts: readonly Receipt[];
  onCheck: ((documentId: string) => void) | undefined;
}) {
  const t = useTranslations("stores.deleted");
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <Table aria-label={t("label")}>
        <TableHead>
          <tr>
            <HeaderCell className="pl-4">{t("column.document")}</HeaderCell>
            <HeaderCell className="max-md:hidden">{t("column.by")}</HeaderCell>
            <HeaderCell className="max-md:hidden">{t("column.when")}</HeaderCell>
            <HeaderCell align="right" className="max-md:hidden">
              {t("column.passages")}
            </HeaderCell>
            <HeaderCell className="max-md:hidden">{t("column.files")}</HeaderCell>
            {onCheck && (
              <HeaderCell className="pr-4 max-md:hidden">
                <span className="sr-only">{t("column.check")}</span>
              </HeaderCell>
            )}
          </tr>
        </TableHead>
        <tbody>
          {receipts.map((receipt) => (
            <ReceiptRow key={receipt.id} receipt={receipt} onCheck={onCheck} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function ReceiptRow({
  receipt,
  onCheck,
}: {
  receipt: Receipt;
  onCheck: ((documentId: string) => void) | undefined;
}) {
  const t = useTranslations("stores.deleted");
  const format = useFormatter();
  const { documentId, documentName, sourceName, deletedBy, deletedAt, passages, purgedAt } =
    receipt;
  const check = onCheck && (
    <Button
      size="sm"
      aria-label={t("checkOf", { name: documentName })}
      onClick={() => onCheck(documentId)}
    >
      {t("check")}
    </Button>
  );
  const files = purgedAt === null ? t("purging") : t("purged");
  return (
    <TableRow>
      <Cell className="py-2 pl-4 md:max-w-80">
        <p className="font-medium break-words">{documentName}</p>
        <p className="text-xs break-words text-ink-2">{sourceName}</p>
        <p className="text-xs break-words text-ink-2 md:hidden">
          {t("short", { by: deletedBy, passages })} · {files} · <RelativeTime date={deletedAt} />
        </p>
        {check && <div className="mt-2 md:hidden">{check}</div>}
      </Cell>
      <Cell className="max-w-44 break-words text-ink-2 max-md:hidden">{deletedBy}</Cell>
      <Cell className="whitespace-nowrap text-ink-2 max-md:hidden">
        <RelativeTime date={deletedAt} />
      </Cell>
      <Cell align="right" className="max-md:hidden">
        {format.number(passages)}
      </Cell>
      <Cell className="whitespace-nowrap text-ink-2 max-md:hidden">{files}</Cell>
      {check && (
        <Cell align="right" className="pr-4 max-md:hidden">
          {check}
        </Cell>
      )}
    </TableRow>
  );
}
