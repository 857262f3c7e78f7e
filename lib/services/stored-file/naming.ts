import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { SqlPort } from "@/lib/db/sql";
import type { FileStorage } from "@/lib/storage/file-storage";

/** The tables whose rows name stored files, in `storageKey`. */
export const NAMING_TABLES = ["ConversationFile", "DocumentVersion", "UploadPart"] as const;

const NAMED = NAMING_TABLES.map(
  (table) => `select "storageKey" as key from "${table}" where "storageKey" = any($1)`,
).join(" union all ");

/** Those of the files that a row of any workspace names. */
export async function namedOf(sql: SqlPort, keys: readonly string[]): Promise<Set<string>> {
  const rows = await sql.query<{ key: string }>(NAMED, [[...keys]]);
  return new Set(rows.map(({ key }) => key));
}

/**
 * To be called within the transaction that names a file, after it did: from then on a sweep waits for its end, and before that it
 * may have taken the file for one that nobody needs. Throws `storage.missing`.
 */
export async function requireStored(
  storage: Pick<FileStorage, "exists">,
  key: string,
): Promise<void> {
  if (!(await storage.exists(key))) {
    throw new AppError("storage.missing", "not-found", { params: { key } });
  }
}
