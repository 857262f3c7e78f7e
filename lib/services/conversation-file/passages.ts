import "server-only";
import type { SqlPort } from "@/lib/db/sql";
import type { Passage } from "@/lib/graph/values";
import type { Chunk } from "@/lib/knowledge/ingestion/chunk";
import { BM25 } from "@/lib/vector-stores/postgres/keyword-index";
import { countTerms, keywordTerms } from "@/lib/vector-stores/postgres/terms";
import type { Fusion } from "@/lib/vector-stores/_contract/passage-store";

/** Whose passages: every statement here names all three. */
export interface FileAddress {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly fileId: string;
}

export interface AttachedPassage {
  readonly chunk: Chunk;
  /** File name and headings, each once: their words count double, as in a store. */
  readonly titles: readonly string[];
  readonly embedding: readonly number[];
}

const PUT = `
  insert into search.attached_passage (workspace_id, conversation_id, file_id, ordinal, start_offset, end_offset, page,
    headings, body, text_hash, terms, term_count, embedding)
  select $1, $2, $3, ordinal, start_offset, end_offset, page, array(select json_array_elements_text(headings)), body,
    text_hash, terms, term_count, embedding::halfvec
  from json_to_recordset($4::json) as (ordinal integer, start_offset integer, end_offset integer, page integer,
    headings json, body text, text_hash text, terms jsonb, term_count integer, embedding text)
  on conflict (file_id, ordinal) do nothing`;

/** Stores passages of a file in one statement; those that are there stay. */
export async function putAttachedPassages(
  sql: SqlPort,
  { workspaceId, conversationId, fileId }: FileAddress,
  passages: readonly AttachedPassage[],
): Promise<void> {
  const rows = JSON.stringify(passages.map(rowOf));
  await sql.query(PUT, [workspaceId, conversationId, fileId, rows]);
}

function rowOf({ chunk, titles, embedding }: AttachedPassage) {
  const named = keywordTerms(titles.join("\n"));
  const terms = [...named, ...named, ...keywordTerms(chunk.text)];
  return {
    ordinal: chunk.ordinal,
    start_offset: chunk.start,
    end_offset: chunk.end,
    page: chunk.page,
    headings: chunk.headings,
    body: chunk.text,
    text_hash: chunk.textHash,
    terms: countTerms(terms),
    term_count: terms.length,
    embedding: JSON.stringify(embedding),
  };
}

export interface AttachedQuery extends Omit<FileAddress, "fileId"> {
  readonly fileIds: readonly string[];
  readonly query: string;
  readonly vector: readonly number[];
  readonly limit: number;
  readonly fusion: Fusion;
}

/**
 * Both rankings over the passages of one conversation's files, joined as a store joins its own. BM25 counts within
 * these files alone.
 */
const SEARCH = `
  with mine as materialized (
    select p.*, f.name from search.attached_passage p
    join public."ConversationFile" f on f.id = p.file_id and f."workspaceId" = $1 and f."conversationId" = $2
    where p.workspace_id = $1 and p.conversation_id = $2 and p.file_id = any ($3::text[])
      and f."deletedAt" is null and f."expiresAt" > now()
  ),
  corpus as (select count(*)::float8 as passages, greatest(avg(term_count), 1)::float8 as mean from mine),
  matched as materialized (
    select file_id, ordinal, term_count, term, weight, (terms ->> term)::float8 as hits
    from mine cross join unnest($4::text[], $5::integer[]) as word (term, weight) where terms ? term
  ),
  rarity as (
    select term, ln(1 + (passages - count(*) + 0.5) / (count(*) + 0.5)) as idf from matched, corpus
    group by term, passages
  ),
  scored as materialized (
    select file_id, ordinal,
      sum(weight * idf * hits * ($10::float8 + 1) / (hits + $10 * (1 - $11::float8 + $11 * term_count / mean))) as score
    from matched join rarity using (term), corpus group by file_id, ordinal
  ),
  near as materialized (select file_id, ordinal, 1 - (embedding <=> $6::halfvec) as similarity from mine),
  ranking as (
    select file_id, ordinal, $7::float8 as weight, row_number() over (order by score desc, file_id, ordinal) as place
    from scored
    union all
    select file_id, ordinal, $8::float8, row_number() over (order by similarity desc, file_id, ordinal) from near
  ),
  fused as (
    select file_id, ordinal, sum(weight / ($9::float8 + place)) as fused from ranking
    group by file_id, ordinal order by fused desc, file_id, ordinal limit $12::integer
  )
  select mine.file_id, mine.name, ordinal, page, to_json(headings) as headings, start_offset, end_offset, body, text_hash,
    fused, score as keyword, similarity as vector
  from fused join mine using (file_id, ordinal) join near using (file_id, ordinal)
    left join scored using (file_id, ordinal)
  order by fused desc, mine.file_id, ordinal`;

interface Row {
  file_id: string;
  name: string;
  ordinal: number;
  page: number | null;
  headings: string[];
  start_offset: number;
  end_offset: number;
  body: string;
  text_hash: string;
  fused: number;
  keyword: number | null;
  vector: number;
}

/** The passages of these files nearest to a query, best first: of this conversation, and of files that are there. */
export async function searchAttached(sql: SqlPort, query: AttachedQuery): Promise<Passage[]> {
  const terms = countTerms(keywordTerms(query.query));
  const { fusion } = query;
  const rows = await sql.query<Row>(SEARCH, [
    query.workspaceId,
    query.conversationId,
    query.fileIds,
    Object.keys(terms),
    Object.values(terms),
    JSON.stringify(query.vector),
    fusion.keyword,
    fusion.vector,
    fusion.k,
    BM25.k1,
    BM25.b,
    query.limit,
  ]);
  return rows.map(toPassage);
}

function toPassage(row: Row): Passage {
  return {
    id: `${row.file_id}-${String(row.ordinal)}`,
    documentId: row.file_id,
    versionId: row.file_id,
    documentName: row.name,
    attached: true,
    page: row.page,
    headings: row.headings,
    start: row.start_offset,
    end: row.end_offset,
    text: row.body,
    textHash: row.text_hash,
    scores: { vector: row.vector, keyword: row.keyword, fused: row.fused, rerank: null },
  };
}
