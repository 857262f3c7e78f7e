import { storedErrorSchema, type StoredError } from "../document/state";

export interface AttachedFile {
  id: string;
  name: string;
  /** Bytes. */
  size: number;
  state: "reading" | "ready" | "failed";
  /** Why it could not be read. */
  error: StoredError | null;
  /** 0 until it is read. */
  passages: number;
  expiresAt: Date;
}

/** The columns that an {@link AttachedFile} is made of. */
export const SUMMARY_COLUMNS = {
  id: true,
  name: true,
  size: true,
  state: true,
  error: true,
  passages: true,
  expiresAt: true,
} as const;

export function summaryOf(row: Omit<AttachedFile, "error"> & { error: unknown }): AttachedFile {
  return { ...row, error: row.error === null ? null : storedErrorSchema.parse(row.error) };
}
