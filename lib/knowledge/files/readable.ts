import type { Format } from "../ingestion/parsers/_contract/parser";

/** How a person thinks of formats; each has its words in the catalogue, `knowledge.upload.kinds.<kind>`. */
export const FILE_KINDS = [
  "pdf",
  "word",
  "spreadsheet",
  "slides",
  "mail",
  "book",
  "page",
  "picture",
  "text",
  "table",
  "json",
  "xml",
  "archive",
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

interface Readable {
  kind: FileKind;
  /** Endings that files of the format usually have, lower case. */
  endings: readonly string[];
}

/**
 * Every format that the parsers read, for the browser, which must not load them; a test holds it to their registry.
 * Endings only help to choose: what a file is its content tells (lib/knowledge/ingestion/identify.ts).
 */
export const READABLE: Readonly<Record<Format, Readable>> = {
  pdf: { kind: "pdf", endings: ["pdf"] },
  docx: { kind: "word", endings: ["docx", "docm", "dotx", "dotm"] },
  doc: { kind: "word", endings: ["doc", "dot"] },
  odt: { kind: "word", endings: ["odt", "ott"] },
  rtf: { kind: "word", endings: ["rtf"] },
  xlsx: { kind: "spreadsheet", endings: ["xlsx", "xlsm", "xltx", "xltm"] },
  xls: { kind: "spreadsheet", endings: ["xls", "xlt", "xlsb"] },
  ods: { kind: "spreadsheet", endings: ["ods", "ots"] },
  csv: { kind: "table", endings: ["csv", "tsv", "tab"] },
  pptx: { kind: "slides", endings: ["pptx", "pptm", "ppsx", "ppsm", "potx", "potm"] },
  ppt: { kind: "slides", endings: ["ppt", "pps", "pot"] },
  odp: { kind: "slides", endings: ["odp", "otp"] },
  eml: { kind: "mail", endings: ["eml"] },
  msg: { kind: "mail", endings: ["msg"] },
  epub: { kind: "book", endings: ["epub"] },
  html: { kind: "page", endings: ["html", "htm", "xhtml", "shtml"] },
  image: { kind: "picture", endings: ["png", "apng", "jpg", "jpeg", "webp", "bmp"] },
  markdown: { kind: "text", endings: ["md", "markdown", "mdx"] },
  text: { kind: "text", endings: ["txt", "text", "log"] },
  json: { kind: "json", endings: ["json", "jsonl", "ndjson", "geojson", "ipynb"] },
  xml: { kind: "xml", endings: ["xml", "svg", "rss", "atom", "xsd", "kml", "gpx"] },
  zip: { kind: "archive", endings: ["zip"] },
};

const ENDINGS: ReadonlySet<string> = new Set(
  Object.values(READABLE).flatMap(({ endings }) => endings),
);

/** For `<input type="file" accept>`: the endings, and whatever else the system takes for text. */
export const ACCEPT = [...[...ENDINGS].map((ending) => `.${ending}`), "text/*"].join(",");

/** The ending of a name without its dot, lower case; "" when it has none. */
export function endingOf(name: string): string {
  return /[^.]\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** Whether a name looks like one of the formats. Text has many more endings, so false only means "look inside". */
export function looksReadable(name: string): boolean {
  return ENDINGS.has(endingOf(name));
}

/** Whether bytes from the start of a file with another ending can be text; that of UTF-16 and UTF-32 is, with its mark. */
export function looksLikeText(start: Uint8Array): boolean {
  const [first = 0, second = 0] = start;
  const wide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return wide || !start.includes(0);
}
