"use client";

import { memo, type Ref } from "react";
import { useFormatter } from "use-intl";
import { cn } from "@/components/ui/cn";
import { FileSize } from "@/components/ui/file-size";
import { RelativeTime } from "@/components/ui/relative-time";
import { RowCheck } from "@/components/ui/row-check";
import { Cell, TableRow } from "@/components/ui/table";
import type { DocumentSummary } from "./arrange-documents";
import { COLUMNS, type ColumnKey } from "./document-columns";
import { DocumentMenu } from "./document-menu";
import { DocumentName } from "./document-name";
import { DocumentState } from "./document-state";
import { useTranslations } from "use-intl";
import type { SelectRow } from "./use-selection";

export interface DocumentRowProps {
  document: DocumentSummary;
  /** Its place in the list, from 0. */
  index: number;
  /** All below each other, where there is no room for columns. */
  stacked: boolean;
  selected: boolean;
  /** Null where nothing can be selected. */
  onSelect: SelectRow | null;
  ref?: Ref<HTMLTableRowElement>;
}

/** Remembered, because each step of scrolling renders the table anew, but only a few of its rows differ. */
export const DocumentRow = memo(function DocumentRow({
  document,
  index,
  stacked,
  selected,
  onSelect,
  ref,
}: DocumentRowProps) {
  const t = useTranslations("knowledge.documents");
  const { id, name } = document;
  return (
    <TableRow
      ref={ref}
      data-index={index}
      data-id={id}
      aria-rowindex={index + 2}
      className={cn("hover:bg-raised", selected && "bg-accent-soft/50 hover:bg-accent-soft/50")}
    >
      {onSelect && (
        <Cell className={cn("pr-0 pl-2", stacked && "pt-1.5 align-top")}>
          <RowCheck
            checked={selected}
            label={t("select", { name })}
            onToggle={(range) => onSelect(id, range)}
          />
        </Cell>
      )}
      <Cell className={cn("py-2", onSelect ? "pl-1" : "pl-4")}>
        <DocumentName document={document} />
        {stacked && <Stacked document={document} />}
      </Cell>
      {!stacked &&
        COLUMNS.map(({ key, className, right }) => (
          <Cell
            key={key}
            align={right ? "right" : "left"}
            className={cn("whitespace-nowrap text-ink-2", className)}
          >
            <Value document={document} column={key} />
          </Cell>
        ))}
      <Cell className={cn("px-2", stacked && "pt-1 align-top")}>
        <DocumentMenu document={document} />
      </Cell>
    </TableRow>
  );
});

function Value({ document, column }: { document: DocumentSummary; column: ColumnKey }) {
  const format = useFormatter();
  if (column === "state") return <DocumentState document={document} />;
  if (column === "size") return <FileSize bytes={document.size} />;
  if (column === "updatedAt") return <RelativeTime date={document.updatedAt} />;
  const value = document[column];
  // Not known yet, or the format has none.
  return value ? format.number(value) : null;
}

/** What the columns say elsewhere, in two lines. */
function Stacked({ document }: { document: DocumentSummary }) {
  const t = useTranslations("knowledge.documents");
  const { size, pages, passages, updatedAt } = document;
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 pl-6.5 text-xs text-ink-2 tabular-nums">
      <DocumentState document={document} />
      <span>
        <FileSize bytes={size} />
      </span>
      {pages !== null && <span>{t("pages", { count: pages })}</span>}
      {passages > 0 && <span>{t("passages", { count: passages })}</span>}
      <RelativeTime date={updatedAt} />
    </div>
  );
}
