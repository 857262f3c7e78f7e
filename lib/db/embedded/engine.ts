import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { pg_textsearch } from "@electric-sql/pglite-pg_textsearch";
import { vector } from "@electric-sql/pglite-pgvector";
import { checkDataVersion } from "./data-version";
import type { WireEngine } from "./wire-server";

/**
 * The keyword index collects passages in 2 MB instead of half a MB before it sorts them into a segment: a third less
 * work when many are stored, and no slower to search. There is no compiler for JIT to use.
 */
const SETTINGS = { "pg_textsearch.memtable_pages_threshold": "256", jit: "off" };

const SYNC = new Uint8Array([0x53, 0, 0, 0, 4]);

export interface EmbeddedEngine extends WireEngine {
  /** Writes everything to the data files and closes. */
  close(): Promise<void>;
}

/**
 * Opens PostgreSQL in this process (PGlite with pgvector, BM25 and trigrams) on a folder, which is created on first
 * use. The caller holds the folder's lock: PGlite takes none, and two on one folder destroy data.
 *
 * Acknowledged writes survive a killed process. They may not survive a power failure: PGlite never calls fsync.
 * Throws {@link DatabaseRefusal} when the folder was written by another PostgreSQL version.
 */
export async function openEngine(folder: string): Promise<EmbeddedEngine> {
  await checkDataVersion(folder);
  const db = await PGlite.create({
    dataDir: folder,
    startParams: [
      ...PGlite.defaultStartParams,
      ...Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    extensions: { vector, pg_trgm, pg_textsearch },
  });
  return {
    answer: (bytes, onData) =>
      db.runExclusive(() => db.execProtocolRawStream(bytes, { onRawData: onData })),
    inTransaction: () => db.isInTransaction(),
    rollback: async () => {
      await db.exec("ROLLBACK");
      // After an error inside a half-sent batch the engine skips everything up to the next Sync, the line above too.
      await db.runExclusive(() => db.execProtocolRawStream(SYNC, { onRawData: () => undefined }));
      if (db.isInTransaction()) await db.exec("ROLLBACK");
    },
    close: async () => {
      await db.exec("CHECKPOINT");
      await db.close();
    },
  };
}
