import { readFile } from "node:fs/promises";
import { read, utils, type CellObject, type WorkBook, type WorkSheet } from "@e965/xlsx";
import { AppError } from "@/lib/errors/app-error";
import { DEFAULT_PARSE_OPTIONS, type Parse } from "../_contract/parser";
import {
  MAX_SHEET_ROWS,
  appendSheet,
  type SheetCell,
  type SheetRow,
  tooManyRows,
} from "../_office/append-sheet";
import { damaged } from "../_office/xml";
import { ZipArchive } from "../_office/zip-archive";
import { DocumentBuilder, oneLine } from "../document-builder";
import { formatNumber } from "../xlsx/cell-formats";

const VISIBLE = 0;
const MAX_COLUMNS = 1_000;

/**
 * An old or binary workbook (.xls, .xlsb): every sheet with its tables as rows and values as their cells show them.
 * Hidden sheets are read and noted; macros are not run. Damaged files can keep SheetJS busy for ever, so this must
 * run in a process that can be ended.
 */
export const parse: Parse = async ({ path, signal, options = DEFAULT_PARSE_OPTIONS }) => {
  const bytes = await readFile(path, { signal });
  if (bytes.toString("latin1", 0, 2) === "PK") inflateOnce(bytes);
  const book = open(bytes);
  const builder = new DocumentBuilder();
  let total = 0;
  book.SheetNames.forEach((given, index) => {
    signal.throwIfAborted();
    const name = oneLine(given);
    const sheet = book.Sheets[given];
    if (!sheet) return;
    if ((book.Workbook?.Sheets?.[index]?.Hidden ?? VISIBLE) !== VISIBLE) {
      builder.warn("hidden-sheet", { name });
    }
    const rows = rowsOf(sheet, {
      comments: options.comments,
      date1904: book.Workbook?.WBProps?.date1904 ?? false,
    });
    total += rows.length;
    if (total > MAX_SHEET_ROWS) throw tooManyRows(total);
    const merges = (sheet["!merges"] ?? []).map(({ s, e }) => ({
      top: s.r + 1,
      left: s.c + 1,
      bottom: e.r + 1,
      right: e.c + 1,
    }));
    appendSheet(builder, { name, number: index + 1, rows, merges });
  });
  return builder.build();
};

/** SheetJS trusts sizes, so what it would unpack is unpacked and counted before. */
function inflateOnce(bytes: Buffer): void {
  const zip = new ZipArchive(bytes, "xls");
  for (const { name } of zip.entries) zip.read(name);
}

function open(bytes: Buffer): WorkBook {
  try {
    // One row more than allowed, to tell that there are too many. Formulas are left as their values.
    return read(bytes, {
      type: "buffer",
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellNF: true,
      sheetRows: MAX_SHEET_ROWS + 1,
    });
  } catch (cause) {
    if (cause instanceof Error && /password|encrypt/i.test(cause.message)) {
      throw new AppError("ingestion.password", "bad-request", { params: { format: "xls" }, cause });
    }
    throw damaged("xls", cause instanceof Error ? cause : undefined);
  }
}

function rowsOf(sheet: WorkSheet, options: { comments: boolean; date1904: boolean }): SheetRow[] {
  const data: unknown = sheet["!data"];
  if (!Array.isArray(data)) return [];
  const rows: SheetRow[] = [];
  data.forEach((row: unknown, index) => {
    if (!Array.isArray(row)) return;
    const cells = row.slice(0, MAX_COLUMNS).flatMap((cell: CellObject | undefined, column) => {
      const shown = cell && cellOf(cell, options);
      return shown && shown.text !== "" ? [{ column: column + 1, ...shown }] : [];
    });
    if (cells.length > 0) rows.push({ row: index + 1, cells });
  });
  return rows;
}

function cellOf(
  cell: CellObject,
  options: { comments: boolean; date1904: boolean },
): Omit<SheetCell, "column"> {
  const text = cellText(cell, options.date1904);
  const notes = options.comments ? (cell.c ?? []).map((note) => ` [${oneLine(note.t ?? "")}]`) : [];
  return { text: text === "" ? "" : text + notes.join(""), isNumber: cell.t === "n" };
}

function cellText(cell: CellObject, date1904: boolean): string {
  if (cell.t === "n" && typeof cell.v === "number") {
    return formatNumber(cell.v, cell.z ?? "General", date1904);
  }
  return (cell.w ?? utils.format_cell(cell)).trim();
}
