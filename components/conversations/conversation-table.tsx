"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Table, TableHead, TableRow } from "@/components/ui/table";
import type { RouterOutputs } from "@/lib/trpc/client";

type Item = RouterOutputs["conversation"]["list"]["items"][number];

interface ConversationTableProps {
  items: readonly Item[];
  onOpen: (id: string) => void;
}

export function ConversationTable({ items, onOpen }: ConversationTableProps) {
  const t = useTranslations("conversations");
  return (
    <div className="overflow-hidden rounded-card border bg-surface">
      <Table>
        <TableHead>
          <tr>
            <HeaderCell className="pl-4">{t("columns.question")}</HeaderCell>
            <HeaderCell className="max-md:hidden">{t("columns.notable")}</HeaderCell>
            <HeaderCell className="max-md:hidden">{t("columns.asker")}</HeaderCell>
            <HeaderCell align="right" className="pr-4">
              {t("columns.last")}
            </HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {items.map((item) => (
            <TableRow key={item.id}>
              <Cell className="max-w-0 min-w-40 py-2 pl-4">
                <button
                  type="button"
                  className="block w-full truncate text-left font-medium hover:underline"
                  aria-label={t("open", { question: item.firstQuestion })}
                  onClick={() => onOpen(item.id)}
                >
                  {item.firstQuestion}
                </button>
                <p className="truncate text-xs text-ink-2">{t("turns", { count: item.turns })}</p>
                <p className="flex flex-wrap gap-1 pt-1 empty:hidden md:hidden">
                  <Marks item={item} />
                </p>
              </Cell>
              <Cell className="py-2 max-md:hidden">
                <p className="flex flex-wrap gap-1">
                  <Marks item={item} />
                </p>
              </Cell>
              <Cell className="max-w-48 py-2 max-md:hidden">
                <p className="truncate">{item.asker ?? t("visitor")}</p>
                <p className="truncate text-xs text-ink-2">
                  {t(`channel.${item.channel ?? "editor"}`)}
                </p>
              </Cell>
              <Cell align="right" className="pr-4 whitespace-nowrap text-ink-2">
                <RelativeTime date={item.lastAt} />
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

const BADGES = [
  ["refused", "refuse"],
  ["unverified", "refuse"],
  ["failed", "danger"],
  ["disliked", "danger"],
  ["liked", "accent"],
] as const;

function Marks({ item }: { item: Item }) {
  const t = useTranslations("conversations.badge");
  return BADGES.filter(([mark]) => item[mark]).map(([mark, tone]) => (
    <Badge key={mark} tone={tone}>
      {t(mark)}
    </Badge>
  ));
}
