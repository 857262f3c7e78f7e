import type { Pool } from "pg";
import type { Transaction } from "./client";

/**
 * Plain SQL with positional parameters ($1, $2 …), for what Prisma can't say or says slowly. Values always go through
 * `params`, never into `text`. Select only text, integer, float8, boolean, json and arrays of text: of other types
 * (bigint, numeric, timestamps) the two ports give different JavaScript values, so cast them.
 */
export interface SqlPort {
  /** The rows of a statement; statements without RETURNING give none. The row type is the caller's promise. */
  query<T>(text: string, params: readonly unknown[]): Promise<T[]>;
}

/** Straight to the server, on any free connection of the pool: about a millisecond less a statement than Prisma. */
export function poolSqlPort(pool: Pool): SqlPort {
  return {
    async query<T>(text: string, params: readonly unknown[]) {
      const { rows } = await pool.query({ text, values: [...params] });
      return rows as T[];
    },
  };
}

/** Inside a transaction of Prisma's. */
export function sqlPort(tx: Transaction): SqlPort {
  return {
    query: <T>(text: string, params: readonly unknown[]) =>
      tx.$queryRawUnsafe<T[]>(text, ...params),
  };
}
