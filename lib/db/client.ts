import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/config/env";
import { PrismaClient } from "@/lib/db/generated/client";

/** Columns that no query returns unless it asks for them by name (`omit: { passwordHash: false }`). */
const SECRET_COLUMNS = {
  user: { passwordHash: true },
  modelConnection: { sealedKey: true },
  invitation: { tokenHash: true },
} as const;

/**
 * Milliseconds that a transaction may wait for its turn, and last. Generous, as those of the embedded database run one
 * after another; who waits longer gets P2028 (services/database-busy.ts).
 */
const TRANSACTIONS = { maxWait: 15_000, timeout: 30_000 };

export type Database = ReturnType<typeof createDatabase>;

/** The client inside `db.$transaction(async (tx) => …)`. Keep it short, and never use the outer client inside it. */
export type Transaction = Omit<
  Database,
  "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends"
>;

/** A client with its own pool of connections; the caller disconnects it. */
export function createDatabase(
  url: string,
  { maxConnections = 8 }: { maxConnections?: number } = {},
) {
  const adapter = new PrismaPg({
    connectionString: url,
    max: maxConnections,
    idleTimeoutMillis: 60_000,
  });
  return new PrismaClient({ adapter, omit: SECRET_COLUMNS, transactionOptions: TRANSACTIONS });
}

const holder: typeof globalThis & { groundworkDatabase?: Database } = globalThis;

/**
 * The client of this process, for the server named by DATABASE_URL (the start script sets it when the database is
 * embedded). Kept on `globalThis`, because the development server loads this module anew after every edit.
 */
export function database(): Database {
  holder.groundworkDatabase ??= createDatabase(requireUrl());
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
