import { readFile } from "node:fs/promises";
import { DEFAULT_PARSE_OPTIONS, type Parse } from "../_contract/parser";
import { MAX_SHEET_ROWS, appendSheet, tooManyRows } from "../_office/append-sheet";
import { parseAddress } from "../_office/cell-address";
import { appendChart } from "../_office/chart";
import { appendEmbedded, warnOfMacros } from "../_office/embedded";
import { OoxmlPackage } from "../_office/ooxml-package";
import {
  attribute,
  child,
  damaged,
  descend,
  elements,
  findAll,
  textOf,
  type XmlElement,
} from "../_office/xml";
import { DocumentBuilder, oneLine } from "../document-builder";
import { readCellFormats } from "./cell-formats";
import {
  readSharedStrings,
  readSheet,
  type SheetContent,
  type WorkbookContext,
} from "./read-sheet";

interface Workbook extends WorkbookContext {
  package: OoxmlPackage;
  comments: boolean;
}

/**
 * A workbook (.xlsx, .xlsm): every sheet with its tables as rows and values as their cells show them, then the text of
 * its drawings. Hidden sheets are read and noted; macros are not run.
 */
export const parse: Parse = async (input) => {
  const { path, signal, options = DEFAULT_PARSE_OPTIONS } = input;
  const pack = new OoxmlPackage(await readFile(path, { signal }), "xlsx");
  const main = pack.mainPart();
  const root = pack.xml(main);
  const list = root ? child(root, "sheets") : undefined;
  if (!root || !list) throw damaged("xlsx");
  const workbook = openWorkbook(pack, root, options.comments);
  const builder = new DocumentBuilder();
  warnOfMacros(builder, pack);
  let rows = 0;
  for (const [index, sheet] of elements(list, "sheet").entries()) {
    signal.throwIfAborted();
    const name = oneLine(attribute(sheet, "name") ?? "");
    const target = pack.byId(main, attribute(sheet, "r:id"));
    const bytes = target && pack.bytes(target.target);
    if (!bytes || target.type !== "worksheet") continue;
    if (/hidden/i.test(attribute(sheet, "state") ?? "")) {
      builder.warn("hidden-sheet", { name });
    }
    const content = readSheet(bytes, workbook);
    rows += content.rows.length;
    if (rows > MAX_SHEET_ROWS) throw tooManyRows(rows);
    if (workbook.comments) addComments(workbook, target.target, content);
    addLinks(workbook, target.target, content);
    appendSheet(builder, { name, number: index + 1, ...content });
    appendDrawings(builder, pack, target.target);
  }
  for (const sheet of pack.related(main, "worksheet")) {
    await appendEmbedded(builder, { pack, part: sheet.target, input });
  }
  return builder.build();
};

function openWorkbook(pack: OoxmlPackage, root: XmlElement, comments: boolean): Workbook {
  const main = pack.mainPart();
  const properties = child(root, "workbookPr");
  const date1904 = /^(?:1|true)$/.test((properties && attribute(properties, "date1904")) ?? "");
  const strings = pack.related(main, "sharedStrings")[0]?.target;
  return {
    package: pack,
    comments,
    format: "xlsx",
    strings: readSharedStrings(strings === undefined ? null : pack.bytes(strings), "xlsx"),
    formats: readCellFormats(pack.relatedXml(main, "styles"), date1904),
  };
}

/** A link's address follows the text of its cell, where the cell doesn't show it already. */
function addLinks({ package: pack }: Workbook, part: string, { rows, links }: SheetContent): void {
  if (links.size === 0) return;
  for (const [address, id] of links) {
    const target = pack.byId(part, id);
    const cell = cellAt(rows, address);
    if (!cell || !target?.external || !/^(?:https?:|mailto:)/i.test(target.target)) continue;
    if (!target.target.includes(cell.text)) cell.text += ` <${target.target}>`;
  }
}

/** Comments follow the text of their cell in brackets. */
function addComments({ package: pack }: Workbook, part: string, { rows }: SheetContent): void {
  const comments = pack.relatedXml(part, "comments");
  for (const comment of comments ? findAll(comments, "comment") : []) {
    const text = oneLine(findAll(comment, "t").map(textOf).join(""));
    const cell = cellAt(rows, attribute(comment, "ref") ?? "");
    if (cell && text !== "") cell.text += ` [${text}]`;
  }
}

function cellAt(rows: SheetContent["rows"], address: string) {
  const place = parseAddress(address);
  const row = place && rows.find((one) => one.row === place.row);
  return row?.cells.find((cell) => cell.column === place?.column);
}

/** Text boxes and charts that lie on a sheet. */
function appendDrawings(builder: DocumentBuilder, pack: OoxmlPackage, sheet: string): void {
  for (const { target } of pack.related(sheet, "drawing")) {
    const drawing = pack.xml(target);
    if (!drawing) continue;
    for (const body of findAll(drawing, "txBody")) {
      const lines = elements(body, "p").map((line) => findAll(line, "t").map(textOf).join(""));
      builder.paragraph(lines.join("\n"));
    }
    for (const { target: chart } of pack.related(target, "chart")) {
      const root = pack.xml(chart);
      if (root && descend(root, "chart")) appendChart(builder, root, { values: false });
    }
  }
}
