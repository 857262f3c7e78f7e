import { afterAll, inject } from "vitest";
import { openDatabase, type OpenDatabase } from "@/lib/db/client";
import { startFromTemplate } from "./database-template";

declare module "vitest" {
  export interface ProvidedContext {
    /** One for each worker. */
    databaseUrls: readonly string[];
  }
}

export interface TestDatabase extends OpenDatabase {
  readonly url: string;
}

/**
 * The database that the integration suites of a worker share, migrated and running; call it at the top of a suite.
 * Others were there before: make a workspace of your own (lib/testing/factories.ts), count within it, and never
 * truncate. Use {@link freshDatabase} for what is global: first run, job queues, the schema itself.
 */
export function testDatabase(): TestDatabase {
  return connect(workerDatabaseUrl());
}

/** Where the database of this worker is; its number is Vitest's own, from 1. */
export function workerDatabaseUrl(): string {
  const url = inject("databaseUrls")[Number(process.env.VITEST_POOL_ID) - 1];
  if (url === undefined) throw new Error("No database was started for this worker.");
  return url;
}

/** A database process of this suite's own, empty but migrated; about a second. Call it in `beforeAll`. */
export async function freshDatabase(): Promise<TestDatabase & { stop(): Promise<void> }> {
  const database = await startFromTemplate();
  const { db, sql } = openDatabase(database.url, { maxConnections: 4 });
  const stop = async () => {
    await db.$disconnect();
    await database.kill();
  };
  return { db, sql, url: database.url, stop };
}

function connect(url: string): TestDatabase {
  const { db, sql } = openDatabase(url, { maxConnections: 4 });
  afterAll(() => db.$disconnect());
  return { db, sql, url };
}
