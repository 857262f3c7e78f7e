import { createHash } from "node:crypto";
import type { Pool } from "pg";
import type { Transaction } from "./client";

/**
 * Plain SQL with positional parameters ($1, $2 …), for what Prisma can't say or says slowly. Values always go through
 * `params`, never into `text`. Select only text, integer, float8, boolean, json and arrays of text: of other types
 * (bigint, numeric, timestamps) the two ports give different JavaScript values, so cast them.
 */
export interface SqlPort {
  /** The rows of a statement; statements without RETURNING give none. The row type is the caller's promise. */
  query<T>(text: string, params: readonly unknown[], how?: Asking): Promise<T[]>;
}

export interface Asking {
  /**
   * Each connection reads and plans the statement once and keeps it. For short statements with one text that come with
   * every question; not where the best plan depends on the values.
   */
  readonly prepared?: boolean;
}

/** Straight to the server, on any free connection of the pool: about a millisecond less a statement than Prisma. */
export function poolSqlPort(pool: Pool): SqlPort {
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const name = names.get(text) ?? createHash("sha256").update(text).digest("hex").slice(0, 16);
    names.set(text, name);
    return name;
  };
  let keeps = true;
  const run = async <T>(text: string, params: readonly unknown[], name?: string) => {
    const { rows } = await pool.query({ text, values: [...params], ...(name && { name }) });
    return rows as T[];
  };
  return {
    async query<T>(text: string, params: readonly unknown[], { prepared = false }: Asking = {}) {
      if (!prepared || !keeps) return run<T>(text, params);
      try {
        return await run<T>(text, params, nameOf(text));
      } catch (error) {
        if (!isLostStatement(error)) throw error;
        // Nothing was done yet. Something between us and the server hands connections on with each statement.
        keeps = false;
        return run<T>(text, params);
      }
    },
  };
}

/** What a server says of a prepared statement that it has not, has already, or that a migration made useless. */
const LOST = new Set(["26000", "42P05", "0A000"]);

function isLostStatement(error: unknown): boolean {
  return error instanceof Error && "code" in error && LOST.has(String(error.code));
}

/** Inside a transaction of Prisma's. */
export function sqlPort(tx: Transaction): SqlPort {
  return {
    query: <T>(text: string, params: readonly unknown[]) =>
      tx.$queryRawUnsafe<T[]>(text, ...params),
  };
}
