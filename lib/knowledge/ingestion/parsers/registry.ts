import type { Format, Parse } from "./_contract/parser";

/** One parser a format, loaded when it is needed: a text file must not load PDFium. */
export const parsers: Readonly<Record<Format, () => Promise<{ parse: Parse }>>> = {
  pdf: () => import("./pdf/parse"),
  docx: () => import("./docx/parse"),
  doc: () => import("./doc/parse"),
  pptx: () => import("./pptx/parse"),
  ppt: () => import("./ppt/parse"),
  xlsx: () => import("./xlsx/parse"),
  xls: () => import("./xls/parse"),
  odt: () => import("./open-document/parse"),
  ods: () => import("./open-document/parse"),
  odp: () => import("./open-document/parse"),
  rtf: () => import("./rtf/parse"),
  epub: () => import("./epub/parse"),
  eml: () => import("./eml/parse"),
  msg: () => import("./msg/parse"),
  zip: () => import("./zip/parse"),
  markdown: () => import("./markdown/parse"),
  text: () => import("./text/parse"),
  html: () => import("./html/parse"),
  csv: () => import("./csv/parse"),
  json: () => import("./json/parse"),
  xml: () => import("./xml/parse"),
  image: () => import("./image/parse"),
};
