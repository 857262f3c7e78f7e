"use client";

import { useTranslations } from "use-intl";
import Link from "next/link";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Table, TableHead, TableRow } from "@/components/ui/table";
import { connectorCatalog, isConnectorType } from "@/lib/connectors/catalog";
import { useErrorText } from "@/lib/i18n/use-error-text";
import type { RouterOutputs } from "@/lib/trpc/client";
import { ConnectionMenu } from "./connection-menu";

export type SourceConnection = RouterOutputs["sourceConnection"]["list"][number];

export interface ConnectionTableProps {
  connections: readonly SourceConnection[];
  onEdit: (connection: SourceConnection) => void;
  onAddSource: (connection: SourceConnection) => void;
}

export function ConnectionTable({ connections, onEdit, onAddSource }: ConnectionTableProps) {
  const t = useTranslations("connections");
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <Table aria-label={t("title")} className="table-fixed">
        <TableHead>
          <tr>
            <HeaderCell className="pl-4">{t("column.name")}</HeaderCell>
            <HeaderCell className="w-36 max-sm:hidden">{t("column.state")}</HeaderCell>
            <HeaderCell className="w-28 max-md:hidden">{t("column.synced")}</HeaderCell>
            <HeaderCell className="max-sm:hidden">{t("column.used")}</HeaderCell>
            <HeaderCell className="w-44 max-sm:w-36">
              <span className="sr-only">{t("column.actions")}</span>
            </HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {connections.map((connection) => (
            <TableRow key={connection.id} className="hover:bg-raised">
              <Cell className="py-2 pl-4">
                <p className="truncate font-medium">{connection.name}</p>
                <p className="truncate text-xs text-ink-2">{labelOf(connection.type)}</p>
                <div className="sm:hidden">
                  <State connection={connection} />
                </div>
              </Cell>
              <Cell className="max-sm:hidden">
                <State connection={connection} />
              </Cell>
              <Cell className="text-ink-2 max-md:hidden">
                {connection.lastSyncAt ? <RelativeTime date={connection.lastSyncAt} /> : t("never")}
              </Cell>
              <Cell className="max-sm:hidden">
                <Sources connection={connection} />
              </Cell>
              <Cell className="px-2">
                <div className="flex items-center justify-end gap-1">
                  <Button size="sm" onClick={() => onAddSource(connection)}>
                    {t("newSource")}
                  </Button>
                  <ConnectionMenu connection={connection} onEdit={() => onEdit(connection)} />
                </div>
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

export function labelOf(type: string): string {
  return isConnectorType(type) ? connectorCatalog[type].messages.en.label : type;
}

function State({ connection }: { connection: SourceConnection }) {
  const { error, waitingUntil, failing } = connection;
  const t = useTranslations("connections.state");
  if (error) return <Broken error={error} />;
  if (failing) return <Badge tone="danger">{t("failing")}</Badge>;
  if (waitingUntil) return <Badge>{t("waiting", { until: waitingUntil })}</Badge>;
  return <Badge tone="accent">{t("healthy")}</Badge>;
}

function Broken({ error }: { error: NonNullable<SourceConnection["error"]> }) {
  const t = useTranslations("connections.state");
  const { what, next } = useErrorText(error);
  return (
    <Badge tone="danger" title={`${what} ${next ?? ""}`}>
      {t("reconnect")}
    </Badge>
  );
}

/** Each leads to the page that shows how it is kept in sync. */
function Sources({ connection: { usedBy } }: { connection: SourceConnection }) {
  const t = useTranslations("connections");
  const { slug } = useWorkspace();
  if (usedBy.length === 0) return <span className="text-ink-2">{t("usedBy", { count: 0 })}</span>;
  return (
    <ul>
      {usedBy.map(({ id, name }) => (
        <li key={id} className="truncate">
          <Link
            href={`/${slug}/knowledge/sources/${id}`}
            className="inline-block min-h-6 text-accent-ink underline-offset-4 hover:underline"
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
