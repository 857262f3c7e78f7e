import { z } from "zod";
import type { DocumentStateName, StatusRow } from "./status-sql";

const detail = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** A failure or reason kept with a row: `errors.<code>` of the catalogue with `params`. */
export const storedErrorSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), detail),
});
export type StoredError = z.infer<typeof storedErrorSchema>;
/** A `ParseWarning` as stored: `ingestion.warnings.<code>` of the catalogue with `params`. */
const storedWarningsSchema = z.array(storedErrorSchema);

export interface DocumentSummary {
  id: string;
  sourceId: string;
  name: string;
  /** The folder it was dropped with, "" or "a/b". */
  folder: string;
  tags: string[];
  mimeType: string;
  /** Format by content once it was read, before that the extension of its name; "" when there is none. */
  type: string;
  /** Bytes. */
  size: number;
  /** ISO 639-1; null before it was read, or when it can't be told. */
  language: string | null;
  /** Pages, slides or sheets; null where the format has none. */
  pages: number | null;
  /** UTF-16 units of the stored text; null before it was read. */
  textLength: number | null;
  /** What a reader should know of how it was read. */
  warnings: StoredError[];
  state: DocumentStateName;
  /** Why it failed, was skipped or has to wait. */
  error: StoredError | null;
  /** When it goes on, while it is waiting for a model. */
  waitingUntil: Date | null;
  /** How many passages of the newest version can be found by the document's present name. */
  passages: number;
  /** Estimated tokens of those, once they are whole. */
  tokens: number;
  /** Passages embedded and to embed, while indexing and once they are counted. */
  progress: { done: number; total: number } | null;
  updatedAt: Date;
}

export function summaryOf(row: StatusRow): DocumentSummary {
  const counted = row.done !== null && row.total !== null;
  const filling = row.state === "indexing" || row.state === "waiting" || row.state === "paused";
  return {
    id: row.id,
    sourceId: row.source_id,
    name: row.name,
    folder: row.folder,
    tags: row.tags,
    mimeType: row.mime_type,
    type: row.type,
    size: row.size,
    language: row.language,
    pages: row.pages,
    textLength: row.text_length,
    warnings: storedWarningsSchema.parse(row.warnings ?? []),
    state: row.state,
    error: row.error === null ? null : storedErrorSchema.parse(row.error),
    waitingUntil: row.waiting_until === null ? null : new Date(row.waiting_until),
    passages: row.passages,
    tokens: row.tokens,
    progress: filling && counted ? { done: row.done ?? 0, total: row.total ?? 0 } : null,
    updatedAt: new Date(row.updated_at),
  };
}
