import {
  MAX_SHEET_ROWS,
  appendSheet,
  type Sheet,
  type SheetCell,
  tooManyRows,
} from "../_office/append-sheet";
import type { CellRange } from "../_office/cell-address";
import { attribute, elements, visitXml, type XmlElement } from "../_office/xml";
import type { DocumentBuilder } from "../document-builder";
import { oneLine } from "../document-builder";
import { hasText, plainText } from "./text";

const UNITS = new Set(["table-row", "tracked-changes", "style", "shapes"]);
const NUMBERS = new Set(["float", "currency", "percentage"]);
/** Cells with the same text side by side are more than a few only to fill a form. */
const MAX_REPEATED = 100;

/** Appends the sheets of a workbook (.ods). Cells are stored as they are shown. */
export function appendSheets(
  builder: DocumentBuilder,
  content: Uint8Array,
  { comments }: { comments: boolean },
): void {
  const hidden = new Set<string>();
  let sheet: Sheet | null = null;
  let merges: CellRange[] = [];
  let number = 0;
  let next = 1;
  let total = 0;
  const finish = () => {
    if (sheet) appendSheet(builder, sheet);
  };
  visitXml(content, "ods", {
    units: UNITS,
    enter: (element) => {
      if (element.name !== "table") return;
      finish();
      number += 1;
      next = 1;
      const name = oneLine(attribute(element, "table:name") ?? "");
      merges = [];
      sheet = { name, number, rows: [], merges };
      if (hidden.has(attribute(element, "table:style-name") ?? ""))
        builder.warn("hidden-sheet", { name });
    },
    visit: (element) => {
      if (element.name === "style" && isHidden(element)) {
        hidden.add(attribute(element, "style:name") ?? "");
      }
      if (element.name !== "table-row" || !sheet) return;
      const repeated = Number(attribute(element, "table:number-rows-repeated") ?? 1);
      const cells = readCells(element, comments);
      merges.push(...mergesOf(element, next));
      for (let at = 0; cells.length > 0 && at < Math.min(repeated, MAX_REPEATED); at += 1) {
        sheet.rows.push({ row: next + at, cells });
        total += 1;
      }
      if (total > MAX_SHEET_ROWS) throw tooManyRows(total);
      next += repeated;
    },
  });
  finish();
}

function isHidden(style: XmlElement): boolean {
  return elements(style, "table-properties").some(
    (one) => attribute(one, "table:display") === "false",
  );
}

function readCells(row: XmlElement, comments: boolean): SheetCell[] {
  const cells: SheetCell[] = [];
  let column = 1;
  for (const cell of elements(row)) {
    const repeated = Number(attribute(cell, "table:number-columns-repeated") ?? 1);
    const text = cell.name === "table-cell" && hasText(cell) ? cellText(cell, comments) : "";
    for (let at = 0; text !== "" && at < Math.min(repeated, MAX_REPEATED); at += 1) {
      const isNumber = NUMBERS.has(attribute(cell, "office:value-type") ?? "");
      cells.push({ column: column + at, text, isNumber });
    }
    column += repeated;
  }
  return cells;
}

/** Cells of a row that span others. */
function mergesOf(row: XmlElement, top: number): CellRange[] {
  let column = 1;
  return elements(row).flatMap((cell) => {
    const left = column;
    column += Number(attribute(cell, "table:number-columns-repeated") ?? 1);
    const rows = Number(attribute(cell, "table:number-rows-spanned") ?? 1);
    const columns = Number(attribute(cell, "table:number-columns-spanned") ?? 1);
    if (!(rows > 1 || columns > 1)) return [];
    return [{ top, left, bottom: top + rows - 1, right: left + columns - 1 }];
  });
}

function cellText(cell: XmlElement, comments: boolean): string {
  const shown = elements(cell, "p").map(plainText).join(" ").trim();
  const notes = comments ? elements(cell, "annotation").map((note) => ` [${plainText(note)}]`) : [];
  return shown === "" ? "" : shown + notes.join("");
}
