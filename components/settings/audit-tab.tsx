"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { Cell, HeaderCell, Table, TableHead, TableRow } from "@/components/ui/table";
import { withDynamicKeys } from "@/lib/i18n/dynamic-keys";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { Section } from "./section";

type AuditEvent = RouterOutputs["audit"]["list"]["items"][number];

/** Who did what, newest first, page by page. */
export function AuditTab() {
  const t = useTranslations("settings.audit");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const audit = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { workspace },
      { getNextPageParam: ({ next }) => next ?? undefined },
    ),
  );
  const events = audit.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section title={t("title")} hideTitle body={t("body")}>
      {audit.isPending && <Skeleton className="h-48 w-full rounded-card" />}
      {audit.error && <ErrorNotice error={audit.error} onRetry={() => void audit.refetch()} />}
      {audit.isSuccess && events.length === 0 && <p className="text-ink-2">{t("empty")}</p>}
      {events.length > 0 && <Events events={events} />}
      {audit.hasNextPage && (
        <Button
          className="mt-3"
          busy={audit.isFetchingNextPage}
          onClick={() => void audit.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
    </Section>
  );
}

function Events({ events }: { events: readonly AuditEvent[] }) {
  const t = useTranslations("settings.audit.column");
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <Table aria-label={t("what")} className="table-fixed">
        <TableHead>
          <tr>
            <HeaderCell className="pl-4">{t("what")}</HeaderCell>
            <HeaderCell className="w-44 max-sm:w-28">{t("who")}</HeaderCell>
            <HeaderCell align="right" className="w-28 max-sm:w-24">
              {t("when")}
            </HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {events.map((event) => (
            <Event key={event.id} event={event} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Event({ event }: { event: AuditEvent }) {
  const t = useTranslations("settings.audit");
  const names = withDynamicKeys(useTranslations());
  const key = `actions.${event.action}`;
  const what = names.has(key) ? names(key) : t("unknownAction", { ...event });
  return (
    <TableRow>
      <Cell className="py-2 pl-4">
        <p>{what}</p>
        <Detail detail={event.detail} />
      </Cell>
      <Cell className="truncate text-ink-2">{event.userName ?? t("nobody")}</Cell>
      <Cell align="right" className="text-ink-2">
        <RelativeTime date={event.at} />
      </Cell>
    </TableRow>
  );
}

/** Names and settings, as they were stored; never secrets or document text. */
function Detail({ detail }: { detail: AuditEvent["detail"] }) {
  if (typeof detail !== "object" || detail === null || Array.isArray(detail)) return null;
  const parts = Object.values(detail).filter((value) => typeof value === "string");
  if (parts.length === 0) return null;
  return <p className="truncate text-xs text-ink-2">{parts.join(" · ")}</p>;
}
