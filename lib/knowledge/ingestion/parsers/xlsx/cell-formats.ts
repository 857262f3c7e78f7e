import { SSF } from "@e965/xlsx";
import { attribute, descend, elements, type XmlElement } from "../_office/xml";

/** Writes numbers as their cells show them. */
export interface CellFormats {
  /** `style` is the cell's index into the file's list of styles. */
  format(value: number, style: number): string;
  isBold(style: number): boolean;
}

/** SheetJS gives its number formatter no type. */
const formatter = SSF as { format(code: string | number, value: number, options: object): string };
/** Formats that follow the reader's country are written in the one way that can't be misread. */
const UNAMBIGUOUS: Readonly<Record<number, string>> = {
  14: "yyyy-mm-dd",
  22: "yyyy-mm-dd hh:mm",
};
const GENERAL = "General";
const MAX_FORMAT_LENGTH = 300;

/** The number formats of a workbook's styles part; `date1904` counts days from 1904 as old Macs did. */
export function readCellFormats(styles: XmlElement | null, date1904: boolean): CellFormats {
  const custom = new Map<number, string>();
  for (const one of elementsOf(styles, "numFmts", "numFmt")) {
    custom.set(Number(attribute(one, "numFmtId")), attribute(one, "formatCode") ?? GENERAL);
  }
  const codes = elementsOf(styles, "cellXfs", "xf").map((xf) => {
    const id = Number(attribute(xf, "numFmtId") ?? 0);
    return custom.get(id) ?? UNAMBIGUOUS[id] ?? id;
  });
  const fonts = elementsOf(styles, "fonts", "font").map((font) =>
    elements(font, "b").some((one) => !/^(?:0|false)$/.test(attribute(one, "val") ?? "")),
  );
  const bold = elementsOf(styles, "cellXfs", "xf").map(
    (xf) => fonts[Number(attribute(xf, "fontId") ?? 0)] ?? false,
  );
  return {
    isBold: (style) => bold[style] ?? false,
    format: (value, style) => formatNumber(value, codes[style] ?? GENERAL, date1904),
  };
}

function elementsOf(root: XmlElement | null, list: string, name: string): XmlElement[] {
  const parent = root ? descend(root, list) : undefined;
  return parent ? elements(parent, name) : [];
}

/** `code` is a format or the number of a built-in one. A format that can't be used shows the plain number. */
export function formatNumber(value: number, code: string | number, date1904: boolean): string {
  // The program would round a long number of a product or an account to "1.23457E+12".
  if ((code === 0 || code === GENERAL) && Number.isSafeInteger(value)) return String(value);
  if (typeof code === "string" && code.length > MAX_FORMAT_LENGTH) return String(value);
  try {
    const shown = formatter.format(code, value, { date1904 }).trim();
    return shown === "" || /^#+$/.test(shown) ? String(value) : shown;
  } catch {
    return String(value);
  }
}
