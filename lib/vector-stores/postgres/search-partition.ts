import { BUILT_IN_FUSION } from "../_contract/fusion";
import type { FoundPassage, Fusion, PassageQuery, SqlPort } from "../_contract/passage-store";
import { indexFacts, type KeywordMode } from "./keyword-index";
import { storedPassage, type PassageRow } from "./passage-row";
import { scoreWithRelatedWords } from "./related/related-words";
import { readTerms, termStatistics } from "./related/term-statistics";
import { residentVectors } from "./resident/resident-vectors";
import { visibleShares } from "./resident/visible-shares";
import { poolOf, searchStatement } from "./search-statement";
import { keywordTerms } from "./terms";

interface Row extends PassageRow {
  fused: number;
  keyword: number | null;
  vector: number | null;
  /** Places in the two rankings, from 1. */
  by_keyword: number | null;
  by_vector: number | null;
  /** Its terms, as {@link termColumn} gives them; null where they were not asked for. */
  terms: string | null;
  around_body: string | null;
  around_start: number;
  around_end: number;
  around_page: number | null;
  /** Passages that the vector ranking found, that were written since its candidates were chosen, and candidates that are there. */
  nearest: number;
  written: number;
  known: number;
  /** Of the table, without its indexes. */
  bytes: number;
}

/** Candidates for each passage of the vector ranking; some passages in memory are gone or not to be seen. */
const CANDIDATES = 1.2;
/** At most so many times more, when too few of them were visible; and at least. */
const MORE_CANDIDATES = 8;
const LITTLE_MORE = 1.5;
/** Of an index with filters or permissions no more are looked up than so many times what is wanted. */
const MOST_OF_FILTERED = 20;

/** Passages that related words may put in another order; those behind them stay where they are. */
const REORDERED = 50;

/** The best passages of an index: the words of the question and its vector, then the words that go with them. */
export async function searchPartition(sql: SqlPort, query: PassageQuery): Promise<FoundPassage[]> {
  query.signal.throwIfAborted();
  const { mode } = await indexFacts(sql, query.indexId);
  const terms = keywordTerms(query.query);
  const fusion = query.fusion ?? BUILT_IN_FUSION;
  const related = fusion.related > 0 && terms.length > 0;
  const limit = related ? Math.max(query.limit, REORDERED) : query.limit;
  const rows = await rank(sql, { ...query, mode, terms, fusion, limit, withTerms: related });
  const ranked = rows.map((row) => ({ row, fused: row.fused, place: null, score: null }));
  const ordered = related ? await withRelatedWords(sql, rows, { ...query, mode, fusion }) : null;
  return (ordered ?? ranked).slice(0, query.limit).map(toPassage);
}

type RankRequest = Omit<Parameters<typeof searchStatement>[0], "candidates" | "vector"> &
  Pick<PassageQuery, "vector" | "signal">;

async function rank(sql: SqlPort, query: RankRequest): Promise<Row[]> {
  const { indexId, vector, fusion } = query;
  const pool = poolOf(query);
  const vectors = residentVectors();
  const eyes = eyesOf(query);
  // Where filters leave little of the nearest, that little is compared instead of more and more of the nearest.
  const most = eyes === null ? Infinity : pool * MOST_OF_FILTERED;
  for (let share = eyes === null ? 1 : visibleShares().of(eyes); ;) {
    const count = Math.ceil((pool / share) * CANDIDATES);
    const fromMemory = vector && fusion.vector > 0 && count <= most;
    const candidates = fromMemory ? await vectors.nearest(sql, { indexId, vector, count }) : null;
    const statement = searchStatement({ ...query, candidates });
    const rows = await sql.query<Row>(statement.text, statement.params);
    query.signal.throwIfAborted();
    const asked = candidates?.ids.length ?? 0;
    const { nearest, written, known } = rows[0] ?? { nearest: 0, written: 0, known: asked };
    const enough = candidates === null || candidates.all || nearest >= pool;
    const stale = asked > known * CANDIDATES;
    if (candidates) void vectors.met(sql, { indexId, written, stale });
    if (enough) {
      if (eyes !== null) visibleShares().note(eyes, share);
      return rows;
    }
    share = Math.min(share / LITTLE_MORE, Math.max(nearest / asked, share / MORE_CANDIDATES));
  }
}

/** Who looks through which filters, where that hides something; null where nothing does. */
function eyesOf({ indexId, filters = [], sourceIds = null, restricted, reader }: RankRequest) {
  if (filters.length === 0 && sourceIds === null && !restricted) return null;
  return JSON.stringify([indexId, restricted ? reader : null, filters, sourceIds]);
}

interface Ranked {
  readonly row: Row;
  /** Reciprocal rank sum, of the ranking with related words where there is one. */
  readonly fused: number;
  /** Place and score with related words; null without them. */
  readonly place: number | null;
  readonly score: number | null;
}

/** The rows in the order they have when related words count too; null when there are none to be learnt. */
async function withRelatedWords(
  sql: SqlPort,
  rows: readonly Row[],
  { indexId, mode, fusion }: { indexId: string; mode: KeywordMode; fusion: Fusion },
): Promise<Ranked[] | null> {
  const [first] = rows;
  if (!first) return null;
  const statistics = await termStatistics(sql, { indexId, mode, bytes: first.bytes });
  const candidates = rows.map(({ terms, keyword }) => ({
    terms: readTerms(terms ?? "", mode),
    keyword: keyword ?? 0,
  }));
  const scores = scoreWithRelatedWords(candidates, { statistics, strength: fusion.related });
  if (scores === null) return null;
  const reciprocal = (place: number | null) => (place === null ? 0 : 1 / (fusion.k + place));
  return rows
    .map((row, at) => ({ row, score: scores[at] ?? 0 }))
    .sort((a, b) => b.score - a.score)
    .map(({ row, score }, at) => {
      const place = score > 0 ? at + 1 : null;
      const fused = fusion.keyword * reciprocal(place) + fusion.vector * reciprocal(row.by_vector);
      return { row, score, place, fused };
    })
    .sort((a, b) => b.fused - a.fused);
}

function toPassage({ row, fused, place, score }: Ranked, at: number): FoundPassage {
  return {
    ...storedPassage(row),
    scores: {
      ...{ vector: row.vector, keyword: row.keyword, fused, rerank: null },
      ...(score !== null && { related: score }),
    },
    places: {
      ...{ keyword: row.by_keyword, vector: row.by_vector, fused: at + 1, rerank: null },
      ...(place !== null && { related: place }),
    },
    around:
      row.around_body === null
        ? null
        : {
            start: row.around_start,
            end: row.around_end,
            text: row.around_body,
            page: row.around_page,
          },
  };
}
