import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { Client } from "pg";
import { inRoot } from "@/lib/config/root";
import { DatabaseRefusal } from "./refusal";

/** One folder of prisma/migrations. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file's bytes, hex: what Prisma's own tools store and compare. */
  readonly checksum: string;
}

/** The SQL migrations of this build. */
export const MIGRATIONS_FOLDER = inRoot("prisma/migrations");

/** Any fixed number will do, as long as nothing else uses it: "groundwork migrations". */
const LOCK_KEY = 7_340_221_094;

const HISTORY_TABLE = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

/** The migrations of this build, in the order they apply. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(path.join(folder, name, "migration.sql"));
      return {
        name,
        sql: bytes.toString("utf8"),
        checksum: createHash("sha256").update(bytes).digest("hex"),
      };
    }),
  );
}

/**
 * Brings a database (embedded or not) to the schema of this build and returns the names of the migrations it applied.
 * Each migration and its line in the history are one transaction, guarded by an advisory lock, so any number of
 * processes may start at once. The history is Prisma's own, and `prisma migrate status` agrees with it.
 *
 * Throws {@link DatabaseRefusal} and changes nothing when the database has a migration this build does not know,
 * when an applied migration was edited, or when the server can't be reached; a migration that fails is rolled back.
 */
export async function migrateDatabase(url: string, folder = MIGRATIONS_FOLDER): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new Client({ connectionString: url });
  // A lost connection also rejects the query that was running.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    throw new DatabaseRefusal("unreachable", "The database does not answer. Check DATABASE_URL.", {
      cause,
    });
  }
  try {
    await inTransaction(client, async () => {
      await client.query("CREATE SCHEMA IF NOT EXISTS public");
      await client.query(HISTORY_TABLE);
    });
    const applied: string[] = [];
    for (const migration of migrations) {
      if (await applyIfMissing(client, migrations, migration)) applied.push(migration.name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

async function applyIfMissing(
  client: Client,
  known: readonly Migration[],
  migration: Migration,
): Promise<boolean> {
  return inTransaction(client, async () => {
    const history = await readHistory(client);
    checkHistory(history, known);
    if (history.has(migration.name)) return false;
    try {
      await client.query(migration.sql);
    } catch (cause) {
      throw new DatabaseRefusal(
        "failed-migration",
        `Updating the database failed in step ${migration.name} and was undone: ${describe(cause)}.`,
        { cause },
      );
    }
    await client.query(
      `INSERT INTO public."_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "applied_steps_count")
       VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    return true;
  });
}

/** Runs `work` in a transaction that at most one process of all is in. */
async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [LOCK_KEY]);
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function readHistory(client: Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM public."_prisma_migrations"
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

function checkHistory(history: ReadonlyMap<string, string>, known: readonly Migration[]): void {
  const checksums = new Map(known.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of history) {
    const expected = checksums.get(name);
    if (expected === undefined) {
      throw new DatabaseRefusal(
        "newer-schema",
        `The database was last used by a newer version of Groundwork (it has the step ${name}). ` +
          "Start that version, or choose another folder with GROUNDWORK_DATA_DIR.",
      );
    }
    if (expected !== checksum) {
      throw new DatabaseRefusal(
        "changed-migration",
        `The database step ${name} is not the one that was applied to this database. ` +
          "Restore prisma/migrations, or start with an empty data folder.",
      );
    }
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
