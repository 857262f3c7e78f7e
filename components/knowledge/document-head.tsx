"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { RowCheck } from "@/components/ui/row-check";
import { HeaderCell, TableHead } from "@/components/ui/table";
import { sortedBy, SORTS, type Arrangement, type SortKey } from "./arrange-documents";
import { COLUMNS } from "./document-columns";
import type { Selection } from "./selection";

export interface DocumentHeadProps {
  arrangement: Arrangement;
  onArrange: (arrangement: Arrangement) => void;
  stacked: boolean;
  /** How many fit the filter. */
  total: number;
  selected: Selection;
  /** Null where nothing can be selected. */
  onSelect: unknown;
  onSelectAll: () => void;
  onClear: () => void;
}

export function DocumentHead({
  arrangement,
  onArrange,
  stacked,
  total,
  selected,
  onSelect,
  onSelectAll,
  onClear,
}: DocumentHeadProps) {
  const t = useTranslations("knowledge.documents");
  const sortable = (key: SortKey) => ({
    sort: arrangement.sort === key ? arrangement.direction : null,
    onSort: () => onArrange(sortedBy(arrangement, key)),
  });
  return (
    <TableHead className="sticky top-0 z-10">
      <tr>
        {onSelect !== null && (
          <HeaderCell className="w-10 pr-0 pl-2">
            <RowCheck
              checked={selected.size === 0 ? false : selected.size >= total || "indeterminate"}
              label={t("selectAll")}
              onToggle={selected.size > 0 ? onClear : onSelectAll}
            />
          </HeaderCell>
        )}
        {stacked ? (
          <HeaderCell className={onSelect === null ? "pl-4" : "pl-1"}>
            <SortMenu arrangement={arrangement} onArrange={onArrange} />
          </HeaderCell>
        ) : (
          <HeaderCell {...sortable("name")} className={onSelect === null ? "pl-4" : "pl-1"}>
            {t("column.name")}
          </HeaderCell>
        )}
        {!stacked &&
          COLUMNS.map(({ key, sort, right, className }) => (
            <HeaderCell
              key={key}
              {...(sort && sortable(sort))}
              align={right ? "right" : "left"}
              className={className}
            >
              {t(`column.${key === "updatedAt" ? "updated" : key}`)}
            </HeaderCell>
          ))}
        <HeaderCell className="w-12">
          <span className="sr-only">{t("column.actions")}</span>
        </HeaderCell>
      </tr>
    </TableHead>
  );
}

/** The order, where there are no columns to click on. Choosing the one that leads turns it. */
function SortMenu({
  arrangement,
  onArrange,
}: Pick<DocumentHeadProps, "arrangement" | "onArrange">) {
  const t = useTranslations("knowledge.documents");
  const { sort, direction } = arrangement;
  const label = (key: SortKey) => t(`column.${key === "updatedAt" ? "updated" : key}`);
  const Icon = direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="sm" className="-ml-2.5">
          {t("sortedBy", { column: label(sort), direction })}
          <Icon aria-hidden className="size-3.5" />
        </Button>
      }
    >
      {SORTS.map((key) => (
        <MenuItem
          key={key}
          aside={key === sort && <Icon aria-hidden className="size-4 text-ink-2" />}
          onSelect={() => onArrange(sortedBy(arrangement, key))}
        >
          {label(key)}
        </MenuItem>
      ))}
    </Menu>
  );
}
