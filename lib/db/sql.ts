import type { Database, Transaction } from "./client";

/**
 * Plain SQL with positional parameters ($1, $2 …), for what Prisma can't say: vector search, BM25, COPY-like inserts.
 * Values always go through `params`, never into `text`.
 */
export interface SqlPort {
  /** The rows of a statement; statements without RETURNING give none. */
  query<T>(text: string, params: readonly unknown[]): Promise<T[]>;
}

/** Runs on a client of its own, or inside the transaction it is given. The row type is the caller's promise. */
export function sqlPort(db: Database | Transaction): SqlPort {
  return {
    query: <T>(text: string, params: readonly unknown[]) =>
      db.$queryRawUnsafe<T[]>(text, ...params),
  };
}
