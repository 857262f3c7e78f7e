"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { HeaderCell, Table, TableHead } from "@/components/ui/table";
import { usePhone } from "@/components/ui/use-phone";
import type { Arrangement, DocumentSummary, SortKey } from "./arrange-documents";
import { DocumentRow } from "./document-row";

export interface DocumentRowsProps {
  documents: readonly DocumentSummary[];
  arrangement: Arrangement;
  onArrange: (arrangement: Arrangement) => void;
  compact: boolean;
}

const ROW_HEIGHT = 48;
/** Shorter lists are rendered whole, so that the browser's own search finds every row. */
const VIRTUAL_FROM = 150;

/** The table itself. Of a long list only the rows in view, and a few around them, are in the page. */
export function DocumentRows({ documents, arrangement, onArrange, compact }: DocumentRowsProps) {
  const t = useTranslations("knowledge.documents");
  const stacked = usePhone() || compact;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = documents.length >= VIRTUAL_FROM;
  // Its functions are called in this render only, so nothing stale can be kept of them.
  // eslint-disable-next-line react-hooks/incompatible-library
  const rows = useVirtualizer({
    count: documents.length,
    enabled: virtual,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    getItemKey: (index) => documents[index]?.id ?? index,
  });
  const items = rows.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual ? rows.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  return (
    <div
      ref={scroller}
      // A table that scrolls by itself has to be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={virtual ? 0 : undefined}
      role={virtual ? "region" : undefined}
      aria-label={virtual ? t("label") : undefined}
      className={cn(
        "rounded-card border bg-surface",
        virtual ? "h-[70dvh] overflow-auto" : "overflow-hidden",
      )}
    >
      <Table aria-label={t("label")} aria-rowcount={documents.length + 1} className="table-fixed">
        <Header arrangement={arrangement} onArrange={onArrange} stacked={stacked} />
        <tbody>
          {virtual ? (
            <>
              <Spacer height={before} />
              {items.map(({ index, key }) => {
                const document = documents[index];
                return (
                  document && (
                    <DocumentRow
                      key={key}
                      ref={rows.measureElement}
                      index={index}
                      document={document}
                      stacked={stacked}
                    />
                  )
                );
              })}
              <Spacer height={after} />
            </>
          ) : (
            documents.map((document, index) => (
              <DocumentRow key={document.id} index={index} document={document} stacked={stacked} />
            ))
          )}
        </tbody>
      </Table>
    </div>
  );
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden style={{ height }}>
      <td />
    </tr>
  );
}

const WIDE_COLUMNS: readonly { key: Exclude<SortKey, "name" | "state">; className: string }[] = [
  { key: "passages", className: "w-28 max-md:hidden" },
  { key: "size", className: "w-24 max-lg:hidden" },
  { key: "updatedAt", className: "w-28 max-md:hidden" },
];

interface HeaderProps extends Pick<DocumentRowsProps, "arrangement" | "onArrange"> {
  stacked: boolean;
}

function Header({ arrangement, onArrange, stacked }: HeaderProps) {
  const t = useTranslations("knowledge.documents.column");
  const sortable = (key: SortKey) => ({
    sort: arrangement.sortBy === key ? arrangement.direction : null,
    onSort: () =>
      onArrange({ ...arrangement, sortBy: key, direction: nextDirection(arrangement, key) }),
  });
  return (
    <TableHead className="sticky top-0 z-10">
      <tr>
        <HeaderCell {...sortable("name")} className="pl-4">
          {t("name")}
        </HeaderCell>
        {!stacked && (
          <HeaderCell {...sortable("state")} className="w-40">
            {t("state")}
          </HeaderCell>
        )}
        {!stacked &&
          WIDE_COLUMNS.map(({ key, className }) => (
            <HeaderCell key={key} {...sortable(key)} align="right" className={className}>
              {t(key === "updatedAt" ? "updated" : key)}
            </HeaderCell>
          ))}
        <HeaderCell className="w-12">
          <span className="sr-only">{t("actions")}</span>
        </HeaderCell>
      </tr>
    </TableHead>
  );
}

/** Names and states from A; numbers and times from the largest, which is what one looks for. */
function nextDirection({ sortBy, direction }: Arrangement, key: SortKey) {
  if (sortBy === key) return direction === "asc" ? "desc" : "asc";
  return key === "name" || key === "state" ? "asc" : "desc";
}
