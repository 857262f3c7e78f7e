import type { DocumentFilter } from "@/lib/graph/document-filters";
import type { Fusion } from "../_contract/passage-store";
import { BM25, partitionName, type KeywordMode } from "./keyword-index";
import { PASSAGE_COLUMNS } from "./passage-row";
import { termColumn } from "./related/term-statistics";
import { writtenSince, type Candidates } from "./resident/resident-vectors";
import { countTerms } from "./terms";
import { visibility, type Visibility } from "./visibility";

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
  /** Which passages may be nearest to the vector; null: any, all that meet the filters are compared. */
  candidates: Candidates | null;
  limit: number;
  fusion: Fusion;
  /** Counts passages of the same parent as one. */
  merge?: boolean | undefined;
  /** Only documents that meet all of them. */
  filters?: readonly DocumentFilter[] | undefined;
  /** Gives the terms of each passage too. */
  withTerms?: boolean;
  /** Searches no other sources, linked or not. */
  sourceIds?: readonly string[] | null | undefined;
  reader: string | null;
  restricted?: boolean | undefined;
}

/** Of several that are counted as one, so many more have to be ranked. */
const MERGED = 4;

/** How many of each ranking are joined. */
export function poolOf({ limit, fusion, merge }: Pick<SearchParts, "limit" | "fusion" | "merge">) {
  return Math.max(fusion.pool, merge ? limit * MERGED : limit);
}

/** The whole hybrid search as one statement: both rankings, their fusion, the passages with all scores. */
export function searchStatement(parts: SearchParts): SearchStatement {
  const params: unknown[] = [parts.workspaceId, parts.storeId];
  const bind = (value: unknown, type: string) => `$${String(params.push(value))}::${type}`;
  const part = partitionName(parts.indexId);
  const pool = poolOf(parts);
  const { fusion } = parts;
  const index = bind(parts.indexId, "text");

  const visible = visibility(parts, bind);
  const ctes = [...visible.ctes];
  const rankings: string[] = [];
  let keywordScore = "null::float8";
  let vectorScore = "null::float8";
  let met = "0 as nearest, 0 as written, 0 as known";

  if (parts.terms.length > 0 && fusion.keyword > 0) {
    const input = { part, bind, terms: parts.terms, pool, visible };
    const keyword = parts.mode === "bm25" ? bm25Ranking(input) : termRanking(input);
    ctes.push(...keyword.ctes);
    keywordScore = keyword.score;
    const weight = bind(fusion.keyword, "float8");
    rankings.push(
      `select id, ${weight} as weight, place, place as by_keyword, null::bigint as by_vector from keyword`,
    );
  }
  if (parts.vector && fusion.vector > 0) {
    const vector = bind(JSON.stringify(parts.vector), "halfvec");
    const input = { part, index, bind, vector, pool, candidates: parts.candidates, visible };
    const nearest = vectorRanking(input);
    ctes.push(...nearest.ctes);
    met = nearest.met;
    vectorScore = `1 - (p.embedding <=> ${vector})`;
    const weight = bind(fusion.vector, "float8");
    rankings.push(
      `select id, ${weight} as weight, place, null::bigint as by_keyword, place as by_vector from vector`,
    );
  }
  if (rankings.length === 0)
    rankings.push(
      "select null::text as id, 0::float8 as weight, 1 as place, 1 as by_keyword, 1 as by_vector where false",
    );

  const joined = `select id, sum(weight / (${bind(fusion.k, "float8")} + place)) as fused,
      max(by_keyword)::integer as by_keyword, max(by_vector)::integer as by_vector
    from (${rankings.join(" union all ")}) ranking
    group by id`;
  const kept = parts.merge ? bestOfParents({ part, index, joined }) : joined;
  ctes.push(`fused as (${kept} order by fused desc, id limit ${bind(parts.limit, "integer")})`);
  const select = selection({
    part,
    index,
    keywordScore,
    vectorScore,
    met,
    merge: parts.merge,
    terms: parts.withTerms ? termColumn(parts.mode) : "null::text",
  });
  return { text: `with recursive ${ctes.join(",\n")}\n${select}`, params };
}

/** Of the passages that share a parent only the best. */
function bestOfParents({ part, index, joined }: { part: string; index: string; joined: string }) {
  return `select id, fused, by_keyword, by_vector from (
      select joined.id, joined.fused, joined.by_keyword, joined.by_vector,
        row_number() over (partition by version_id, family order by joined.fused desc, joined.id) as place
      from (${joined}) joined cross join lateral (
        select p.version_id, coalesce(p.parent_first, p.ordinal) as family from ${part} p
        where p.index_id = ${index} and p.id = joined.id offset 0
      ) member
    ) ranked where place = 1`;
}

/** The larger passage around `p`: its text is kept with the first of those in it. */
const aroundIn = (part: string, index: string) => `left join lateral (
    select first.parent_body as around_body, first.parent_start as around_start, first.parent_end as around_end,
      first.page as around_page
    from ${part} first
    where first.index_id = ${index} and first.version_id = found.version_id and first.ordinal = found.parent_first offset 0
  ) around on true`;
const NO_AROUND = `cross join (
    select null::text as around_body, 0 as around_start, 0 as around_end, null::integer as around_page
  ) around`;

/** Looks up each of the few fused passages by its key; `offset 0` keeps the planner from joining whole tables. */
function selection(names: {
  part: string;
  index: string;
  keywordScore: string;
  vectorScore: string;
  met: string;
  merge: boolean | undefined;
  terms: string;
}): string {
  return `select found.*, around.*, fused.fused, fused.by_keyword, fused.by_vector, ${names.met},
      pg_relation_size('${names.part}')::float8 as bytes
    from fused cross join lateral (
      select ${PASSAGE_COLUMNS}, p.parent_first, ${names.terms} as terms,
        ${names.keywordScore} as keyword, ${names.vectorScore} as vector
      from ${names.part} p where p.index_id = ${names.index} and p.id = fused.id offset 0
    ) found ${names.merge ? aroundIn(names.part, names.index) : NO_AROUND}
    order by fused.fused desc, found.id`;
}

interface VectorInput {
  visible: Visibility;
  part: string;
  index: string;
  bind: (value: unknown, type: string) => string;
  vector: string;
  pool: number;
  candidates: Candidates | null;
}

/**
 * Exact distances of the candidates and of what was written since they were chosen; of all passages that may be
 * visible when there are no candidates. "offset 0" lets visibility be asked only until there are enough. `met` says how many passages were
 * near enough and visible, how many were written since, and how many of the candidates are there.
 */
function vectorRanking(input: VectorInput): { ctes: string[]; met: string } {
  const { part, index, bind, vector, pool, candidates, visible } = input;
  const fields = `p.id, p.workspace_id, p.version_id, p.embedding <=> ${vector} as distance`;
  const ranked = (from: string) => `vector as (
    select id, row_number() over () as place from (
      select p.id from (${from} order by distance, id offset 0) p where ${visible.isVisible} limit ${String(pool)}
    ) nearest
  )`;
  if (candidates === null) {
    return {
      ctes: [
        ranked(
          `select ${fields} from ${part} p${visible.mayBe === null ? "" : ` where ${visible.mayBe}`}`,
        ),
      ],
      met: `${String(pool)} as nearest, 0 as written, 0 as known`,
    };
  }
  const written = `written as materialized (
    select ${fields} from ${part} p where ${writtenSince(bind(candidates.since, "text"))}
  )`;
  const known = `known as materialized (
    select ${fields} from ${part} p
    where p.index_id = ${index} and p.id = any (${bind(candidates.ids, "text[]")})
  )`;
  const count = (name: string, as: string) => `(select count(*)::integer from ${name}) as ${as}`;
  return {
    ctes: [written, known, ranked("select * from known union select * from written")],
    met: [count("vector", "nearest"), count("written", "written"), count("known", "known")].join(
      ", ",
    ),
  };
}

interface KeywordInput {
  visible: Visibility;
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
function bm25Ranking({ part, bind, terms, pool, visible }: KeywordInput): KeywordRanking {
  const query = `to_bm25query(${bind(terms.join(" "), "text")}, '${part}_bm25')`;
  return {
    ctes: [
      `keyword as (
        select id, row_number() over () as place from (
          select p.id, p.keywords from ${part} p
          where ${visible.isVisible} order by p.keywords <@> ${query} limit ${String(pool)}
        ) best where string_to_array(keywords, ' ') && ${bind(terms, "text[]")}
      )`,
    ],
    score: `abs(p.keywords <@> ${query})`,
  };
}

/** In `terms` mode: pages read for an estimate of how common words are, and how many passages are scored. */
const SAMPLE_PAGES = 400;
const MOST_SCORED = 4_000;
const PAGE_BYTES = 8_192;

/**
 * The same score from term counts, for servers without pg_textsearch. Of an index of up to {@link SAMPLE_PAGES} pages
 * everything is counted, as pg_textsearch does. Of a larger one lengths and frequencies are estimated from that many
 * pages, and only passages with one of the rarer words of the question are scored: as many of its words, the rarest
 * first, as {@link MOST_SCORED} passages have. Best first; visibility is asked only until there are enough.
 */
function termRanking({ part, bind, terms, pool, visible }: KeywordInput): KeywordRanking {
  const counts = [...countTerms(terms)];
  const words = bind(
    counts.map(([term]) => term),
    "text[]",
  );
  const weights = bind(
    counts.map(([, count]) => count),
    "integer[]",
  );
  const share = `least(1, ${String(SAMPLE_PAGES * PAGE_BYTES)}.0 / greatest(pg_relation_size('${part}'), 1))::float8`;
  const counted = counts.map(
    (_, at) => `count(*) filter (where terms ? (${words})[${String(at + 1)}])`,
  );
  const { k1, b } = BM25;
  return {
    ctes: [
      `sample as materialized (
        select count(*) / ${share} as passages, greatest(avg(term_count), 1)::float8 as mean,
          array[${counted.join(", ")}] as found
        from ${part} tablesample system (100 * ${share}) repeatable (0)
      )`,
      `word as materialized (
        select term, weight, found[place] / ${share} as passages,
          row_number() over rarest = 1 or sum(found[place] / ${share}) over rarest <= ${String(MOST_SCORED)} as rare
        from sample, unnest(${words}, ${weights}) with ordinality as asked (term, weight, place)
        window rarest as (order by found[place], term)
      )`,
      `matched as materialized (
        select p.id, p.workspace_id, p.version_id, p.term_count, word.term, (p.terms ->> word.term)::float8 as hits
        from ${part} p cross join word
        where p.terms ?| array(select term from word where rare) and p.terms ? word.term
      )`,
      `rarity as materialized (
        select term, weight, ln(1 + (sample.passages - known + 0.5) / (known + 0.5)) as idf
        from sample, (
          select term, weight,
            case when rare then (select count(*) from matched where matched.term = word.term) else passages end as known
          from word
        ) frequency
      )`,
      `scored as materialized (
        select p.id, p.workspace_id, p.version_id, sum(weight * idf * hits * ${String(k1 + 1)} /
          (hits + ${String(k1)} * (${String(1 - b)} + ${String(b)} * term_count / mean))) as score
        from matched p join rarity using (term), sample group by p.id, p.workspace_id, p.version_id
      )`,
      `keyword as (
        select id, row_number() over () as place from (
          select p.id from (select * from scored order by score desc, id offset 0) p
          where ${visible.isVisible} limit ${String(pool)}
        ) best
      )`,
    ],
    score: "coalesce((select score from scored where scored.id = p.id), 0)",
  };
}
