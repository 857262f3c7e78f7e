import {
  MAX_SHEET_ROWS,
  type SheetCell,
  type SheetRow,
  tooManyRows,
} from "../_office/append-sheet";
import { type CellRange, parseAddress, parseRange } from "../_office/cell-address";
import { attribute, child, elements, textOf, visitXml, type XmlElement } from "../_office/xml";
import type { CellFormats } from "./cell-formats";

export interface SheetContent {
  rows: SheetRow[];
  merges: CellRange[];
  /** Addresses behind cells: relationship ids by cell, e.g. "B7" → "rId3". */
  links: ReadonlyMap<string, string>;
}

export interface WorkbookContext {
  format: string;
  strings: readonly string[];
  formats: CellFormats;
}

const UNITS = new Set(["row", "mergeCell", "hyperlink"]);

/** Cells with a value, row by row; formulas by the value that was last calculated. */
export function readSheet(bytes: Uint8Array, context: WorkbookContext): SheetContent {
  const content = {
    rows: [] as SheetRow[],
    merges: [] as CellRange[],
    links: new Map<string, string>(),
  };
  let previous = 0;
  visitXml(bytes, context.format, {
    units: UNITS,
    visit: (element) => {
      if (element.name === "row") {
        const row = readRow(element, previous + 1, context);
        previous = row.row;
        if (row.cells.length > 0) content.rows.push(row);
        if (content.rows.length > MAX_SHEET_ROWS) throw tooManyRows(content.rows.length);
        return;
      }
      const range = parseRange(attribute(element, "ref") ?? "");
      const id = attribute(element, "r:id");
      if (element.name === "mergeCell" && range) content.merges.push(range);
      else if (id) content.links.set((attribute(element, "ref") ?? "").split(":")[0] ?? "", id);
    },
  });
  content.rows.sort((a, b) => a.row - b.row);
  return content;
}

/** Rows and cells that don't say where they are follow the ones before. */
function readRow(element: XmlElement, next: number, context: WorkbookContext): SheetRow {
  const row = Number(attribute(element, "r") ?? next) || next;
  const cells: SheetCell[] = [];
  let column = 0;
  for (const cell of elements(element, "c")) {
    column = parseAddress(attribute(cell, "r") ?? "")?.column ?? column + 1;
    const value = readCell(cell, context);
    const isBold = context.formats.isBold(Number(attribute(cell, "s") ?? 0));
    if (value.text !== "") cells.push({ column, ...value, ...(isBold ? { isBold } : {}) });
  }
  return { row, cells };
}

function readCell(
  cell: XmlElement,
  { strings, formats }: WorkbookContext,
): Omit<SheetCell, "column"> {
  const type = attribute(cell, "t") ?? "n";
  if (type === "inlineStr") {
    const inline = child(cell, "is");
    return { text: inline ? richText(inline).trim() : "", isNumber: false };
  }
  const value = child(cell, "v");
  const raw = value ? textOf(value) : "";
  if (type === "s") return { text: (strings[Number(raw)] ?? "").trim(), isNumber: false };
  if (type === "b") return { text: raw === "1" ? "TRUE" : "FALSE", isNumber: false };
  if (type !== "n" || raw.trim() === "") return { text: unescapeText(raw).trim(), isNumber: false };
  const number = Number(raw);
  if (!Number.isFinite(number)) return { text: raw.trim(), isNumber: false };
  return { text: formats.format(number, Number(attribute(cell, "s") ?? 0)), isNumber: true };
}

/** The strings that cells refer to by number. */
export function readSharedStrings(bytes: Uint8Array | null, format: string): string[] {
  const strings: string[] = [];
  if (bytes) {
    visitXml(bytes, format, {
      units: new Set(["si"]),
      visit: (one) => strings.push(richText(one)),
    });
  }
  return strings;
}

/** Text of a string with or without formatting; the reading aids of Japanese are left out. */
function richText(element: XmlElement): string {
  const runs = elements(element).flatMap((one) =>
    one.name === "t" ? [one] : one.name === "r" ? elements(one, "t") : [],
  );
  return unescapeText(runs.map(textOf).join(""));
}

/** Characters XML can't hold are written as "_x000D_". */
function unescapeText(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
}
