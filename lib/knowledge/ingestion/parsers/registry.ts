import type { Format, Parse } from "./_contract/parser";

/** One parser a format, loaded when it is needed: a text file must not load PDFium. */
export const parsers: Readonly<Record<Format, () => Promise<{ parse: Parse }>>> = {
  pdf: () => import("./pdf/parse"),
  docx: () => import("./docx/parse"),
  markdown: () => import("./markdown/parse"),
  text: () => import("./text/parse"),
  html: () => import("./html/parse"),
  csv: () => import("./csv/parse"),
};
