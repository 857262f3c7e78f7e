import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { env } from "@/lib/config/env";
import { PrismaClient } from "@/lib/db/generated/client";
import { log } from "@/lib/telemetry/log";
import { poolSqlPort, type SqlPort } from "./sql";

/** Columns that no query returns unless it asks for them by name (`omit: { passwordHash: false }`). */
const SECRET_COLUMNS = {
  user: { passwordHash: true },
  modelConnection: { sealedKey: true, sealedHeaders: true },
  sourceConnection: { sealedCredentials: true, sealedTokens: true },
  alertHook: { sealedTarget: true },
  invitation: { tokenHash: true },
} as const;

/**
 * Milliseconds that a transaction may wait for its turn, and last. Generous, as those of the embedded database run one
 * after another; who waits longer gets P2028 (services/database-busy.ts).
 */
const TRANSACTIONS = { maxWait: 15_000, timeout: 30_000 };

export type Database = ReturnType<typeof prismaOver>;

/** The client inside `db.$transaction(async (tx) => …)`. Keep it short, and never use the outer client inside it. */
export type Transaction = Omit<
  Database,
  "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends"
>;

/** One pool of connections and the two ways to use it. `db.$disconnect()` closes both. */
export interface OpenDatabase {
  readonly db: Database;
  readonly sql: SqlPort;
}

/** Opens a pool of its own on a server; connections are made as they are needed. */
export function openDatabase(
  url: string,
  { maxConnections = 8 }: { maxConnections?: number } = {},
): OpenDatabase {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    idleTimeoutMillis: 60_000,
  });
  return { db: prismaOver(pool), sql: poolSqlPort(pool) };
}

function prismaOver(pool: Pool) {
  const adapter = new PrismaPg(pool, { disposeExternalPool: true });
  pool.on("error", (error) => {
    log().warn({ err: error }, "database connection lost");
  });
  return new PrismaClient({ adapter, omit: SECRET_COLUMNS, transactionOptions: TRANSACTIONS });
}

const holder: typeof globalThis & { groundworkDatabase?: OpenDatabase } = globalThis;

/**
 * The database of this process, for the server named by DATABASE_URL (the start script sets it when the database is
 * embedded). Kept on `globalThis`, because the development server loads this module anew after every edit.
 */
export function database(): OpenDatabase {
  holder.groundworkDatabase ??= openDatabase(requireUrl());
  return holder.groundworkDatabase;
}

function requireUrl(): string {
  const { databaseUrl } = env();
  if (databaseUrl === null) {
    throw new Error(
      "DATABASE_URL is not set. Start with `npm start` or `npm run dev`, which bring up a database.",
    );
  }
  return databaseUrl;
}
