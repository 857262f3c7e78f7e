import type { Fusion } from "../_contract/passage-store";
import { BM25, partitionName, type KeywordMode } from "./keyword-index";
import { countTerms } from "./terms";

export interface SearchStatement {
  text: string;
  params: unknown[];
}

export interface SearchParts {
  indexId: string;
  workspaceId: string;
  storeId: string;
  mode: KeywordMode;
  /** Terms of the question (keywordTerms); one that is said twice counts twice. */
  terms: readonly string[];
  vector: readonly number[] | null;
  limit: number;
  fusion: Fusion;
}

/** Current versions of documents that are there, of sources linked to the store, all of one workspace. */
const VISIBLE = `visible as materialized (
  select d."workspaceId" as workspace_id, d."currentVersionId" as version_id
  from public."Document" d
  where d."workspaceId" = $1 and d."deletedAt" is null and d."currentVersionId" is not null
    and (d."sourceId" in (
      select link."sourceId" from public."StoreSource" link
      join public."Source" source on source.id = link."sourceId" and source."workspaceId" = $1
      where link."storeId" = $2 and link."workspaceId" = $1 and source."deletedAt" is null
    )) is true
)`;
/**
 * "is true" keeps the planner from turning the test into a join, which would walk the visible versions first and
 * score every passage one by one: it becomes a hash that is asked while walking the ranking, best passages first.
 */
const IS_VISIBLE = `((p.workspace_id, p.version_id) in (select workspace_id, version_id from visible)) is true`;

/** The whole hybrid search as one statement: both rankings, their fusion, the passages with all scores. */
export function searchStatement(parts: SearchParts): SearchStatement {
  const params: unknown[] = [parts.workspaceId, parts.storeId];
  const bind = (value: unknown, type: string) => `$${String(params.push(value))}::${type}`;
  const part = partitionName(parts.indexId);
  const pool = Math.max(parts.fusion.pool, parts.limit);
  const { fusion } = parts;

  const ctes = [VISIBLE];
  const rankings: string[] = [];
  let keywordScore = "null::float8";
  let vectorScore = "null::float8";

  if (parts.terms.length > 0 && fusion.keyword > 0) {
    const input = { part, bind, terms: parts.terms, pool };
    const keyword = parts.mode === "bm25" ? bm25Ranking(input) : termRanking(input);
    ctes.push(...keyword.ctes);
    keywordScore = keyword.score;
    rankings.push(`select id, ${bind(fusion.keyword, "float8")} as weight, place from keyword`);
  }
  if (parts.vector && fusion.vector > 0) {
    const vector = bind(JSON.stringify(parts.vector), "halfvec");
    ctes.push(`vector as (
      select id, row_number() over (order by distance, id) as place from (
        select p.id, p.embedding <=> ${vector} as distance from ${part} p
        where ${IS_VISIBLE} order by distance limit ${String(pool)}
      ) nearest
    )`);
    vectorScore = `1 - (p.embedding <=> ${vector})`;
    rankings.push(`select id, ${bind(fusion.vector, "float8")} as weight, place from vector`);
  }
  if (rankings.length === 0)
    rankings.push("select null::text as id, 0::float8 as weight, 1 as place where false");

  ctes.push(`fused as (
    select id, sum(weight / (${bind(fusion.k, "float8")} + place)) as fused
    from (${rankings.join(" union all ")}) ranking
    group by id order by fused desc, id limit ${bind(parts.limit, "integer")}
  )`);
  const index = bind(parts.indexId, "text");
  const select = selection({ part, index, keywordScore, vectorScore });
  return { text: `with ${ctes.join(",\n")}\n${select}`, params };
}

/** Looks up each of the few fused passages by its key; `offset 0` keeps the planner from joining whole tables. */
function selection(names: {
  part: string;
  index: string;
  keywordScore: string;
  vectorScore: string;
}): string {
  return `select found.*, fused.fused
    from fused cross join lateral (
      select p.id, p.document_id, p.version_id, p.page, to_json(p.headings) as headings, p.start_offset, p.end_offset,
        p.body, p.text_hash, ${names.keywordScore} as keyword, ${names.vectorScore} as vector,
        (select d.name from public."Document" d where d.id = p.document_id and d."workspaceId" = $1) as document_name
      from ${names.part} p where p.index_id = ${names.index} and p.id = fused.id offset 0
    ) found
    order by fused.fused desc, found.id`;
}

interface KeywordInput {
  part: string;
  bind: (value: unknown, type: string) => string;
  terms: readonly string[];
  pool: number;
}
/** `score` is an expression over the passage `p`, also for passages that only the vector ranking found. */
interface KeywordRanking {
  ctes: string[];
  score: string;
}

/**
 * pg_textsearch: `<@>` gives the negative score. It is not selected here, as that would score each passage again.
 * A small index is read whole instead of along the keyword index; passages without any of the words, which then come
 * last, are dropped by looking at the words.
 */
function bm25Ranking({ part, bind, terms, pool }: KeywordInput): KeywordRanking {
  const query = `to_bm25query(${bind(terms.join(" "), "text")}, '${part}_bm25')`;
  return {
    ctes: [
      `keyword as (
        select id, row_number() over () as place from (
          select p.id, p.keywords from ${part} p
          where ${IS_VISIBLE} order by p.keywords <@> ${query} limit ${String(pool)}
        ) best where string_to_array(keywords, ' ') && ${bind(terms, "text[]")}
      )`,
    ],
    score: `abs(p.keywords <@> ${query})`,
  };
}

/**
 * The same score from term counts, for servers without pg_textsearch. Document frequencies and lengths are counted
 * over the whole index as pg_textsearch does, then only visible passages are ranked.
 */
function termRanking({ part, bind, terms, pool }: KeywordInput): KeywordRanking {
  const counts = Object.entries(countTerms(terms));
  const words = bind(
    counts.map(([term]) => term),
    "text[]",
  );
  const weights = bind(
    counts.map(([, count]) => count),
    "integer[]",
  );
  const { k1, b } = BM25;
  return {
    ctes: [
      `corpus as materialized (
        select count(*)::float8 as passages, greatest(avg(term_count), 1)::float8 as mean from ${part}
      )`,
      `matched as materialized (
        select p.id, p.workspace_id, p.version_id, p.term_count, word.term, word.weight,
          (p.terms ->> word.term)::float8 as hits
        from ${part} p cross join unnest(${words}, ${weights}) as word (term, weight)
        where p.terms ?| ${words} and p.terms ? word.term
      )`,
      `rarity as materialized (
        select term, ln(1 + (passages - count(*) + 0.5) / (count(*) + 0.5)) as idf
        from matched, corpus group by term, passages
      )`,
      `scored as materialized (
        select p.id, sum(weight * idf * hits * ${String(k1 + 1)} / (hits + ${String(k1)} * (${String(1 - b)} + ${String(b)} * term_count / mean))) as score
        from matched p join rarity using (term), corpus where ${IS_VISIBLE} group by p.id
      )`,
      `keyword as (
        select id, row_number() over (order by score desc, id) as place
        from (select id, score from scored order by score desc, id limit ${String(pool)}) best
      )`,
    ],
    score: "coalesce((select score from scored where scored.id = p.id), 0)",
  };
}
