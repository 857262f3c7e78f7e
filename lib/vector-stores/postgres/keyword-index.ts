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

/** An index never changes its mode and ids are never reused, so one look per process is enough. */
const known = new Map<string, KeywordMode>();
const KNOWN_LIMIT = 10_000;

/** How an index searches keywords; throws `search.index-missing` when there is no such index. */
export async function keywordMode(sql: SqlPort, indexId: string): Promise<KeywordMode> {
  const cached = known.get(indexId);
  if (cached) return cached;
  const part = partitionName(indexId);
  const rows = await sql.query<{ there: boolean; bm25: boolean }>(
    "select to_regclass($1) is not null as there, to_regclass($2) is not null as bm25",
    [part, `${part}_bm25`],
  );
  if (!rows[0]?.there) {
    throw new AppError("search.index-missing", "not-found", { params: { index: indexId } });
  }
  const mode = rows[0].bm25 ? "bm25" : "terms";
  if (known.size >= KNOWN_LIMIT) known.clear();
  known.set(indexId, mode);
  return mode;
}

/** Forgets a dropped index. */
export function forgetKeywordMode(indexId: string): void {
  known.delete(indexId);
}
