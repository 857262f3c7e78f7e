/** Formats we read. */
export type Format =
  | "pdf"
  | "docx"
  | "doc"
  | "pptx"
  | "ppt"
  | "xlsx"
  | "xls"
  | "odt"
  | "ods"
  | "odp"
  | "rtf"
  | "epub"
  | "eml"
  | "msg"
  | "zip"
  | "markdown"
  | "text"
  | "html"
  | "csv"
  | "json"
  | "xml"
  | "image";

/**
 * Where on its page a piece of text stands, in fractions of the page's width and height as it is shown (0..1, from the
 * top left corner).
 */
export interface PageBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * A mark over the stored text; offsets are UTF-16 code units, end exclusive. Marks are sorted by `start`, outer
 * ones first. A `heading` covers its own line; all others cover their content. `block` is a paragraph whose place in
 * the original is known; `slide` and `sheet` are pages of presentations and workbooks; `attachment` is a file within
 * the file.
 */
export interface StructureMark {
  kind: "heading" | "page" | "slide" | "sheet" | "attachment" | "table" | "row" | "block";
  start: number;
  end: number;
  /** Depth of a heading, from 1. */
  level?: number;
  /** Number of a page, slide or sheet (from 1) or of a row (from 1, without the header). */
  number?: number;
  /** Text of a heading; header line of a table; name of a sheet or an attachment. */
  title?: string;
  /** Place on the page that holds the mark; of blocks and rows where the format has pages. */
  box?: PageBox;
  /** Cells of a sheet in A1 notation, e.g. "A5:D5"; of tables and rows of workbooks. */
  cells?: string;
}

/** Something a reader of the passages should know that isn't an error, as a code of the catalogue (`ingestion.warnings`). */
export interface ParseWarning {
  code: string;
  params: Record<string, string | number>;
}

/** What a parser gives: the stored text that all offsets refer to (NFC, "\n" only), and its structure. */
export interface ParsedDocument {
  text: string;
  structure: StructureMark[];
  warnings?: ParseWarning[];
}

/** What an admin may switch on for a source; everything is off by default. */
export interface ParseOptions {
  /** Read text from pictures with tesseract, in these languages (its codes, e.g. "eng"); null leaves pictures alone. */
  ocr: { languages: readonly string[] } | null;
  /** Keep the comments of office documents. */
  comments: boolean;
}
export const DEFAULT_PARSE_OPTIONS: ParseOptions = { ocr: null, comments: false };

/** A file within a file: an attachment, an entry of an archive. Its name is a hint, never a path. */
export interface FilePart {
  name: string;
  mimeType: string;
  bytes: Uint8Array;
}

/**
 * Reads a file within the file with the parser of its own format. Throws as parsers do, `ingestion.unsafe-archive`
 * when files are nested too deep, and `ingestion.too-many-files` when they are too many or too large in sum.
 */
export type ReadPart = (part: FilePart) => Promise<ParsedDocument>;

export interface ParseInput {
  /** File on this machine, only read. */
  path: string;
  /** Name the user gave the file; a hint, never a path. */
  name: string;
  mimeType: string;
  /** Opens a protected file. */
  password?: string;
  /** By default `DEFAULT_PARSE_OPTIONS`. */
  options?: ParseOptions;
  /** How files within the file are read; without it they are left out with a warning. */
  readPart?: ReadPart;
  signal: AbortSignal;
}

/**
 * Reads one format. The same bytes always give the same result. Throws AppError `ingestion.damaged`,
 * `ingestion.password`, `ingestion.scan` or `ingestion.no-text`, or `cancelled` when the signal is aborted.
 */
export type Parse = (input: ParseInput) => Promise<ParsedDocument>;
