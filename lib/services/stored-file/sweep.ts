import "server-only";
import { sqlPort } from "@/lib/db/sql";
import { log } from "@/lib/telemetry/log";
import type { ServiceContext } from "../context";
import { namedOf, NAMING_TABLES } from "./naming";

/** Between a file's bytes and the row that names it lie moments; so much older ones nobody is coming back for. */
const AGE_MS = 24 * 3_600_000;
const BATCH = 1000;
/** Removed at a time, while nothing can be named. */
const AT_ONCE = 100;
/** So many, and such a part of all, are no leftovers of workers that died: it is the wrong database, or an old one. */
const MANY = 50;
const LARGE_PART = 0.3;

/**
 * Removes stored files that no row names: what is left of workers that died between the two. Never one that a row names, even if
 * that was written meanwhile. Returns how many there were.
 */
export async function sweepFiles(
  ctx: Pick<ServiceContext, "db" | "sql" | "storage">,
  now = Date.now(),
): Promise<number> {
  const before = new Date(now - AGE_MS);
  await ctx.storage.removeUnfinished(before);
  const { unnamed, total } = await findUnnamed(ctx, before);
  if (unnamed.length > MANY && unnamed.length > total * LARGE_PART) {
    log().warn({ unnamed: unnamed.length, total }, "stored files that nothing names were kept");
    return 0;
  }
  let removed = 0;
  for (let at = 0; at < unnamed.length; at += AT_ONCE) {
    removed += await removeUnnamed(ctx, unnamed.slice(at, at + AT_ONCE));
  }
  if (removed > 0) log().info({ removed }, "stored files that nothing names were removed");
  return removed;
}

async function findUnnamed(
  { sql, storage }: Pick<ServiceContext, "sql" | "storage">,
  before: Date,
): Promise<{ unnamed: string[]; total: number }> {
  const unnamed: string[] = [];
  let total = 0;
  let batch: string[] = [];
  const look = async () => {
    const named = await namedOf(sql, batch);
    unnamed.push(...batch.filter((key) => !named.has(key)));
    total += batch.length;
    batch = [];
  };
  for await (const key of storage.storedBefore(before)) {
    batch.push(key);
    if (batch.length >= BATCH) await look();
  }
  await look();
  return { unnamed, total };
}

/**
 * Looks once more while no row can be written: transactions that have written one are waited for, and what others are about to name
 * they look for (see `requireStored`).
 */
async function removeUnnamed(
  { db, storage }: Pick<ServiceContext, "db" | "storage">,
  keys: readonly string[],
): Promise<number> {
  return db.$transaction(async (tx) => {
    const sql = sqlPort(tx);
    // Others wait behind the one who waits for a lock.
    await sql.query("set local lock_timeout = '2s'", []);
    const tables = NAMING_TABLES.map((table) => `"${table}"`).join(", ");
    await sql.query(`lock table ${tables} in share mode`, []);
    const named = await namedOf(sql, keys);
    const left = keys.filter((key) => !named.has(key));
    for (const key of left) await storage.delete(key);
    return left.length;
  });
}
