import type { SqlPort } from "../../_contract/passage-store";
import { partitionName, type KeywordMode } from "../keyword-index";
import { countTerms } from "../terms";

/** How common terms are in an index. */
export interface TermStatistics {
  /** Rarity of a term, as BM25 weighs it; 0 is common to all. */
  idf(term: string): number;
  /** Mean number of terms of a passage. */
  readonly meanLength: number;
}

/** Blocks of the table that are read for an estimate: some thousand passages, a few milliseconds of the database. */
const SAMPLE_BLOCKS = 400;
const BLOCK_BYTES = 8_192;
/** Counted anew when the table has grown or shrunk by so much since. */
const GROWTH = 1.25;
/** Indexes that a process keeps the counts of, some 20,000 terms each; those not asked for the longest go first. */
const MOST_INDEXES = 100;

interface Counted extends TermStatistics {
  readonly bytes: number;
}

const counted = new Map<string, Promise<Counted>>();

/**
 * How common terms are in an index that has now `bytes`, by a sample of it that this process keeps; the sample is the same in every process.
 * Only weights depend on it, never what may be seen.
 */
export async function termStatistics(
  sql: SqlPort,
  index: { indexId: string; mode: KeywordMode; bytes: number },
): Promise<TermStatistics> {
  const known = await counted.get(index.indexId)?.catch(() => null);
  const fresh = known && index.bytes <= known.bytes * GROWTH && known.bytes <= index.bytes * GROWTH;
  const statistics = fresh ? Promise.resolve(known) : count(sql, index);
  counted.delete(index.indexId);
  counted.set(index.indexId, statistics);
  for (const [first] of counted) if (counted.size > MOST_INDEXES) counted.delete(first);
  return statistics;
}

/** The column of an index that has the terms of its passages. */
export function termColumn(mode: KeywordMode): string {
  return mode === "bm25" ? "p.keywords" : "p.terms::text";
}

/** How often each term stands in a passage, from what {@link termColumn} gave. */
export function readTerms(stored: string, mode: KeywordMode): ReadonlyMap<string, number> {
  if (mode === "bm25") return countTerms(stored === "" ? [] : stored.split(" "));
  return new Map(Object.entries(JSON.parse(stored) as Record<string, number>));
}

/** Lets go of a dropped index. */
export function forgetTermStatistics(indexId: string): void {
  counted.delete(indexId);
}

async function count(
  sql: SqlPort,
  { indexId, mode, bytes }: { indexId: string; mode: KeywordMode; bytes: number },
): Promise<Counted> {
  const share = Math.min(1, (SAMPLE_BLOCKS * BLOCK_BYTES) / Math.max(bytes, 1));
  const rows = await sql.query<{ terms: string }>(
    `select ${termColumn(mode)} as terms
     from ${partitionName(indexId)} p tablesample system (${String(100 * share)}) repeatable (0)`,
    [],
  );
  const passages = new Map<string, number>();
  let length = 0;
  for (const row of rows) {
    for (const [term, times] of readTerms(row.terms, mode)) {
      passages.set(term, (passages.get(term) ?? 0) + 1);
      length += times;
    }
  }
  return {
    bytes,
    meanLength: Math.max(1, length / Math.max(1, rows.length)),
    idf: (term) => {
      const having = (passages.get(term) ?? 0) / share;
      return Math.log(1 + (rows.length / share - having + 0.5) / (having + 0.5));
    },
  };
}
