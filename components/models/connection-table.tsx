"use client";

import { useTranslations } from "use-intl";
import { useMoney } from "@/components/insights/use-money";
import { Cell, HeaderCell, Table, TableHead, TableRow } from "@/components/ui/table";
import { isProviderType, providerCatalog } from "@/lib/providers/catalog";
import type { RouterOutputs } from "@/lib/trpc/client";
import { ConnectionHealth } from "./connection-health";
import { ConnectionMenu } from "./connection-menu";
import { ConnectionUsers } from "./connection-users";

export type ConnectionSummary = RouterOutputs["connection"]["list"][number];

export interface ConnectionTableProps {
  connections: readonly ConnectionSummary[];
  onEdit: (connection: ConnectionSummary) => void;
}

export function ConnectionTable({ connections, onEdit }: ConnectionTableProps) {
  const t = useTranslations("models");
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <Table aria-label={t("title")} className="table-fixed">
        <TableHead>
          <tr>
            <HeaderCell className="pl-4">{t("column.name")}</HeaderCell>
            <HeaderCell className="max-lg:hidden">{t("column.address")}</HeaderCell>
            <HeaderCell className="w-32 max-sm:hidden">{t("column.key")}</HeaderCell>
            <HeaderCell className="w-28">{t("column.spent")}</HeaderCell>
            <HeaderCell className="w-24 sm:w-32">{t("column.used")}</HeaderCell>
            <HeaderCell className="w-12">
              <span className="sr-only">{t("column.actions")}</span>
            </HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {connections.map((connection) => (
            <TableRow key={connection.id} className="hover:bg-raised">
              <Cell className="py-2 pl-4">
                <p className="truncate font-medium">{connection.name}</p>
                <p className="truncate text-xs text-ink-2">{labelOf(connection.provider)}</p>
                <ConnectionHealth connection={connection} />
              </Cell>
              <Cell className="max-lg:hidden">
                <p className="truncate text-ink-2" title={connection.baseUrl}>
                  {connection.baseUrl}
                </p>
              </Cell>
              <Cell className="text-ink-2 max-sm:hidden">
                {connection.keyHint ? t("keyHint", { hint: connection.keyHint }) : t("noKey")}
              </Cell>
              <Cell className="text-ink-2 tabular-nums">
                <Spent spent={connection.spent} />
              </Cell>
              <Cell className="text-ink-2">
                <ConnectionUsers connection={connection} />
              </Cell>
              <Cell className="px-2">
                <ConnectionMenu connection={connection} onEdit={() => onEdit(connection)} />
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function labelOf(provider: string): string {
  return isProviderType(provider) ? providerCatalog[provider].messages.en.label : provider;
}

function Spent({ spent: { calls, cost, unpriced } }: { spent: ConnectionSummary["spent"] }) {
  const t = useTranslations("models.spent");
  const money = useMoney();
  if (calls === 0) return <>{t("nothing")}</>;
  return (
    <>
      <p>{calls === unpriced ? t("unknown") : money(cost)}</p>
      {unpriced > 0 && <p className="text-xs">{t("unpriced", { count: unpriced })}</p>}
    </>
  );
}
