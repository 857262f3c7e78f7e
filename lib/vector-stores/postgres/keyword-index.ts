import { AppError } from "@/lib/errors/app-error";
import type { SqlPort } from "../_contract/passage-store";

/** BM25 with the constants of the bm25 index, so that both ways of keyword search rank the same. */
export const BM25 = { k1: 1.2, b: 0.75 } as const;

/** `bm25`: an index of pg_textsearch. `terms`: term counts in a GIN index, scored in SQL. */
export type KeywordMode = "bm25" | "terms";

/** Names are put into SQL text, so an index id may only be what search.create_index accepts. */
export function partitionName(indexId: string): string {
  if (!/^[a-z0-9_]{1,40}$/.test(indexId)) {
    throw new AppError("search.index-missing", "not-found", { params: { index: indexId } });
  }
  return `search.passage_${indexId}`;
}

export interface IndexFacts {
  mode: KeywordMode;
  /** The oid of halfvec in this database. */
  halfvec: number;
}

/** An index never changes its mode and ids are never reused, so one look per process is enough. */
const known = new Map<string, IndexFacts>();
const KNOWN_LIMIT = 10_000;

/** What has to be known of an index; throws `search.index-missing` when there is no such index. */
export async function indexFacts(sql: SqlPort, indexId: string): Promise<IndexFacts> {
  const cached = known.get(indexId);
  if (cached) return cached;
  const part = partitionName(indexId);
  const [row] = await sql.query<{ there: boolean; bm25: boolean; halfvec: number }>(
    `select to_regclass($1) is not null as there, to_regclass($2) is not null as bm25,
       'halfvec'::regtype::oid::integer as halfvec`,
    [part, `${part}_bm25`],
  );
  if (!row?.there) {
    throw new AppError("search.index-missing", "not-found", { params: { index: indexId } });
  }
  const facts: IndexFacts = { mode: row.bm25 ? "bm25" : "terms", halfvec: row.halfvec };
  if (known.size >= KNOWN_LIMIT) known.clear();
  known.set(indexId, facts);
  return facts;
}

/** Forgets a dropped index. */
export function forgetIndexFacts(indexId: string): void {
  known.delete(indexId);
}
