import type { Format } from "./parsers/_contract/parser";

/** Where the content leaves it open, the name decides. */
const BY_NAME: Readonly<Record<string, Format>> = {
  md: "markdown",
  markdown: "markdown",
  mdx: "markdown",
  csv: "csv",
  tsv: "csv",
  tab: "csv",
  html: "html",
  htm: "html",
  xhtml: "html",
  shtml: "html",
  jsonl: "json",
  ndjson: "json",
};
const JSON_NAMES = new Set(["json", "jsonl", "ndjson", "geojson", "ipynb", "webmanifest", "map"]);

const COMMENTS = "(?:<!--[\\s\\S]*?-->\\s*)*";
const PROLOGUE = `^\\s*(?:<\\?xml[^>]*\\?>\\s*)?${COMMENTS}`;
const HTML = new RegExp(`${PROLOGUE}<(?:!doctype\\s+html|html|head|body)[\\s>]`, "i");
const HTML_PART =
  /^\s*<(?:div|p|table|ul|ol|h[1-6]|section|article|main|span|header|nav|meta|title|script|style|a|b|center|font)[\s>]/i;
const XML = new RegExp(`^\\s*<\\?xml\\s|${PROLOGUE}<(?:!doctype\\s+(?!html)|svg[\\s>])`, "i");
/** A document of LibreOffice as one flat file. */
const FLAT =
  /<office:document\s[^>]*office:mimetype="application\/vnd\.oasis\.opendocument\.(\w+)"/;
const FLAT_FORMATS: Readonly<Record<string, Format>> = {
  text: "odt",
  spreadsheet: "ods",
  presentation: "odp",
};
const ELEMENT = new RegExp(`${PROLOGUE}<[A-Za-z_][\\w.:-]*[\\s/>]`);

/**
 * Which text format this is, by the start of its text (decoded so that ASCII reads right). What content can't tell,
 * such as Markdown from plain text, the ending of the name does.
 */
export function identifyText(start: string, extension: string): Format {
  const text = start.replace(/^\ufeff/, "");
  if (HTML.test(text)) return "html";
  const flat = FLAT.exec(text)?.[1];
  if (flat !== undefined) return FLAT_FORMATS[flat] ?? "xml";
  if (
    XML.test(text) ||
    (ELEMENT.test(text) && /^(?:xml|svg|rss|atom|xsd|kml|gpx)$/.test(extension))
  )
    return "xml";
  if (looksLikeJson(text, extension)) return "json";
  const named = BY_NAME[extension];
  if (named && named !== "json") return named;
  return HTML_PART.test(text) && !named ? "html" : "text";
}

/** By its first signs; without a name for JSON it has to hold a key as well, for "[1] Notes" is plain text. */
function looksLikeJson(text: string, extension: string): boolean {
  const opens = /^\s*(?:\{\s*(?:["}]|$)|\[\s*(?:[[{"\d\-\]]|true|false|null|$))/.test(text);
  if (!opens) return false;
  if (JSON_NAMES.has(extension)) return true;
  return !(extension in BY_NAME) && /^\s*[[{][\s[{]*"(?:[^"\\]|\\.){0,200}"\s*:/.test(text);
}
