"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, type KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Cell, Table, TableRow } from "@/components/ui/table";
import { usePhone } from "@/components/ui/use-phone";
import { windowStart, WINDOW, type Arrangement } from "./arrange-documents";
import { DocumentHead } from "./document-head";
import { DocumentRow } from "./document-row";
import { moveFocus } from "./move-focus";
import type { Selection } from "./selection";
import type { DocumentPage } from "./use-documents";
import type { SelectRow } from "./use-selection";

export interface DocumentRowsProps {
  page: DocumentPage;
  arrangement: Arrangement;
  onArrange: (arrangement: Arrangement) => void;
  /** Asks for the page that has the rows in view. */
  onOffset: (offset: number) => void;
  selected: Selection;
  /** Null where nothing can be selected. */
  onSelect: SelectRow | null;
  onSelectAll: () => void;
  onClear: () => void;
}

/** Of a row without marks; the others are measured. */
const ROW_HEIGHT = 45;

/**
 * The table itself. Of a long list only the rows in view, and a few around them, are in the page; those that are still
 * on their way stand as grey bars. A list of one page is rendered whole, so that the browser's own search finds it all.
 */
export function DocumentRows(props: DocumentRowsProps) {
  const { page, selected, onSelect, onOffset, onClear } = props;
  const t = useTranslations("knowledge.documents");
  const stacked = usePhone();
  const scroller = useRef<HTMLDivElement>(null);
  const { items, total } = page;
  const virtual = total > WINDOW;
  // Its functions are called in this render only, so nothing stale can be kept of them.
  // eslint-disable-next-line react-hooks/incompatible-library
  const rows = useVirtualizer({
    count: total,
    enabled: virtual,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    onChange: ({ range }) => onOffset(windowStart(range?.startIndex ?? 0)),
  });
  const shown = virtual ? rows.getVirtualItems() : items.map((_, index) => ({ index }));
  const [before, after] = virtual ? spaces(rows) : [0, 0];
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Escape" && selected.size > 0) onClear();
    moveFocus(event, onSelect);
  };
  return (
    // Its keys add to those of the controls within; by Tab all of it can be reached without them.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={scroller}
      onKeyDown={onKeyDown}
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
      <Table
        aria-label={t("label")}
        aria-description={t("help")}
        aria-rowcount={total + 1}
        className="table-fixed"
      >
        <DocumentHead
          {...props}
          stacked={stacked}
          total={total}
          onArrange={(next) => {
            scroller.current?.scrollTo({ top: 0 });
            props.onArrange(next);
          }}
        />
        <tbody>
          <Space height={before} />
          {shown.map(({ index }) => {
            const document = items[index - page.offset];
            const ref = virtual ? rows.measureElement : undefined;
            return document ? (
              <DocumentRow
                key={index}
                ref={ref}
                index={index}
                document={document}
                stacked={stacked}
                selected={selected.has(document.id)}
                onSelect={onSelect}
              />
            ) : (
              <Pending key={index} index={index} ref={ref} />
            );
          })}
          <Space height={after} />
        </tbody>
      </Table>
    </div>
  );
}

function spaces(rows: {
  getVirtualItems: () => readonly { start: number; end: number }[];
  getTotalSize: () => number;
}): [number, number] {
  const items = rows.getVirtualItems();
  return [items[0]?.start ?? 0, rows.getTotalSize() - (items.at(-1)?.end ?? 0)];
}

function Space({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden style={{ height }}>
      <td />
    </tr>
  );
}

function Pending({ index, ref }: { index: number; ref?: (row: HTMLTableRowElement) => void }) {
  return (
    <TableRow
      ref={ref}
      data-index={index}
      aria-rowindex={index + 2}
      aria-busy
      style={{ height: ROW_HEIGHT }}
    >
      <Cell colSpan={9} className="px-4">
        <span className="block h-3 w-48 max-w-full animate-pulse rounded-full bg-raised" />
      </Cell>
    </TableRow>
  );
}
