"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { DocumentView, Range } from "../text-blocks";
import { tablesOf, type SheetRow, type SheetTable } from "./sheet-rows";

export interface SheetViewProps {
  view: DocumentView;
  label: string;
  /** What is chosen or quoted: its rows are marked, and scrolled to. */
  marked: Range | null;
}

/** Rows in the page at a time: a sheet may have thousands. */
const SHOWN = 300;

/** The tables of a workbook or CSV file as they were read, the rows of a passage marked. */
export function SheetView({ view, label, marked }: SheetViewProps) {
  const tables = useMemo(() => tablesOf(view), [view]);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    root.current?.querySelector("[data-marked=true]")?.scrollIntoView({ block: "center" });
  }, [marked, tables]);
  return (
    <div
      ref={root}
      role="region"
      aria-label={label}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to take the keyboard
      tabIndex={0}
      className="h-full space-y-6 overflow-auto px-4 -outline-offset-2"
    >
      {tables.map((table, index) => (
        <Rows
          // Another passage may be beyond the rows that are shown: they are chosen anew.
          key={`${String(table.start)}-${String(marked?.start ?? "")}`}
          table={table}
          number={index + 1}
          marked={marked}
        />
      ))}
    </div>
  );
}

function Rows({
  table,
  number,
  marked,
}: { table: SheetTable; number: number } & Pick<SheetViewProps, "marked">) {
  const t = useTranslations("documentPage.original");
  const { rows, header, sheet } = table;
  const isMarked = (row: SheetRow) =>
    marked !== null && row.start < marked.end && row.end > marked.start;
  const first = Math.max(0, rows.findIndex(isMarked) - Math.floor(SHOWN / 3));
  const [shown, setShown] = useState({ from: first, to: first + SHOWN });
  const named = rows.some(({ place }) => place !== null);
  const name = sheet ?? t("table", { number });
  return (
    <section aria-label={name} className="py-4">
      <h2 className="mb-2 text-sm font-semibold">{name}</h2>
      {shown.from > 0 && (
        <Button
          size="sm"
          className="mb-2"
          onClick={() => setShown({ ...shown, from: Math.max(0, shown.from - SHOWN) })}
        >
          {t("rowsBefore")}
        </Button>
      )}
      <table className="border-collapse text-xs">
        {header.length > 0 && (
          <thead className="sticky top-0 bg-surface shadow-float">
            <tr>
              {named && (
                <th scope="col" className={HEAD}>
                  {t("cells")}
                </th>
              )}
              {header.map((column, index) => (
                <th key={index} scope="col" className={HEAD}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.slice(shown.from, shown.to).map((row) => (
            <tr
              key={row.start}
              data-marked={isMarked(row)}
              className={cn(isMarked(row) && "bg-mark")}
            >
              {named && <td className={cn(CELL, "text-ink-2 tabular-nums")}>{row.place}</td>}
              {row.cells.map((cell, index) => (
                <td key={index} className={CELL}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.to < rows.length && (
        <Button
          size="sm"
          className="mt-2"
          onClick={() => setShown({ ...shown, to: shown.to + SHOWN })}
        >
          {t("rowsAfter")}
        </Button>
      )}
    </section>
  );
}

const CELL = "max-w-80 border px-2 py-1 align-top break-words";
const HEAD = cn(CELL, "text-left font-medium");
