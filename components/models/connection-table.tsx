"use client";

import { useTranslations } from "use-intl";
import { Tooltip } from "@/components/ui/tooltip";
import { Cell, HeaderCell, Table, TableHead, TableRow } from "@/components/ui/table";
import { isProviderType, providerCatalog } from "@/lib/providers/catalog";
import type { RouterOutputs } from "@/lib/trpc/client";
import { ConnectionMenu } from "./connection-menu";

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
            <HeaderCell className="max-md:hidden">{t("column.address")}</HeaderCell>
            <HeaderCell className="w-32 max-sm:hidden">{t("column.key")}</HeaderCell>
            <HeaderCell className="w-32">{t("column.used")}</HeaderCell>
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
              </Cell>
              <Cell className="max-md:hidden">
                <p className="truncate text-ink-2" title={connection.baseUrl}>
                  {connection.baseUrl}
                </p>
              </Cell>
              <Cell className="text-ink-2 max-sm:hidden">
                {connection.keyHint ? t("keyHint", { hint: connection.keyHint }) : t("noKey")}
              </Cell>
              <Cell className="text-ink-2">
                <UsedBy connection={connection} />
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

function UsedBy({ connection: { usedBy } }: { connection: ConnectionSummary }) {
  const t = useTranslations("models");
  const text = t("usedBy", { count: usedBy.length });
  if (usedBy.length === 0) return <>{text}</>;
  return (
    <Tooltip label={usedBy.map(({ name }) => name).join(", ")}>
      <button
        type="button"
        className="min-h-6 rounded-control underline decoration-dotted underline-offset-4"
      >
        {text}
      </button>
    </Tooltip>
  );
}
