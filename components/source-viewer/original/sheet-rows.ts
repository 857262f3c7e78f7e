import type { DocumentView, Range, Section } from "../text-blocks";

export interface SheetRow extends Range {
  /** Cells of the original in A1 notation; null where the format has none. */
  place: string | null;
  cells: string[];
}

/** A table as it was read. */
export interface SheetTable extends Range {
  /** Name of its sheet; null where there are none. */
  sheet: string | null;
  /** Names of the columns; empty when it has none. */
  header: string[];
  rows: SheetRow[];
}

type ViewedText = Pick<DocumentView, "text" | "textStart" | "structure">;

/** The tables of a text, from the marks it was stored with; only rows that are wholly in the viewed part. */
export function tablesOf({ text, textStart, structure }: ViewedText): SheetTable[] {
  const sheets = structure.filter(({ kind }) => kind === "sheet");
  const rows = structure.filter(
    ({ kind, start, end }) =>
      kind === "row" && start >= textStart && end <= textStart + text.length,
  );
  let at = 0;
  return structure
    .filter(({ kind }) => kind === "table")
    .map((table): SheetTable => {
      const header = table.title?.split(" | ") ?? [];
      const own: Section[] = [];
      for (; at < rows.length && (rows[at]?.start ?? 0) < table.end; at += 1) {
        const row = rows[at];
        if (row && row.start >= table.start) own.push(row);
      }
      return {
        start: table.start,
        end: table.end,
        sheet:
          sheets.find((sheet) => sheet.start <= table.start && table.end <= sheet.end)?.title ??
          null,
        header,
        rows: own.map(({ start, end, cells }) => ({
          ...{ start, end, place: cells ?? null },
          cells: cellsOf(header, text.slice(start - textStart, end - textStart)),
        })),
      };
    })
    .filter((table) => table.rows.length > 0);
}

/**
 * The cells of a row as it is stored: "Name: value; Name: value" with empty ones left out, or values between bars in a
 * table without names.
 */
export function cellsOf(header: readonly string[], line: string): string[] {
  if (header.length === 0) return line.split(" | ");
  const cells = header.map(() => "");
  let rest = line;
  let column = 0;
  while (rest !== "") {
    const next = header.findIndex((name, index) => index >= column && rest.startsWith(`${name}: `));
    if (next === -1) {
      // A cell under a column without a name, or text that no column explains: it stays with the one before.
      const place = Math.max(0, column - 1);
      cells[place] = [cells[place], rest].filter(Boolean).join("; ");
      break;
    }
    const value = rest.slice((header[next] ?? "").length + 2);
    const ends = header
      .slice(next + 1)
      .map((name) => value.indexOf(`; ${name}: `))
      .filter((index) => index !== -1);
    const end = ends.length > 0 ? Math.min(...ends) : value.length;
    cells[next] = value.slice(0, end);
    rest = value.slice(end + 2);
    column = next + 1;
  }
  return cells;
}
