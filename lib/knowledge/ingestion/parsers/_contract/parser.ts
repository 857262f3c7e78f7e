/** Formats we read. */
export type Format = "pdf" | "docx" | "markdown" | "text" | "html" | "csv";

/**
 * A mark over the stored text; offsets are UTF-16 code units, end exclusive. Marks are sorted by `start`, outer
 * ones first. A `heading` covers its own line; `page`, `table` and `row` cover their content.
 */
export interface StructureMark {
  kind: "heading" | "page" | "table" | "row";
  start: number;
  end: number;
  /** Depth of a heading, from 1. */
  level?: number;
  /** Number of a page (from 1) or of a row (from 1, without the header). */
  number?: number;
  /** Text of a heading; header line of a table. */
  title?: string;
}

/** What a parser gives: the stored text that all offsets refer to (NFC, "\n" only), and its structure. */
export interface ParsedDocument {
  text: string;
  structure: StructureMark[];
}

export interface ParseInput {
  /** File on this machine, only read. */
  path: string;
  /** Name the user gave the file; a hint, never a path. */
  name: string;
  mimeType: string;
  signal: AbortSignal;
}

/**
 * Reads one format. The same bytes always give the same result. Throws AppError `ingestion.damaged`,
 * `ingestion.password`, `ingestion.scan` or `ingestion.no-text`, or `cancelled` when the signal is aborted.
 */
export type Parse = (input: ParseInput) => Promise<ParsedDocument>;
