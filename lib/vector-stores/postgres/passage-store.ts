import "server-only";
import { createHash } from "node:crypto";
import type {
  NewPassage,
  PassagePlace,
  PassageStore,
  SqlPort,
  TakenPassage,
} from "../_contract/passage-store";
import { neighbours, versionTokens, wholeVersions } from "./context-passages";
import { fingerprint } from "./fingerprint";
import { encodeHalfvecs } from "./halfvec";
import {
  BM25,
  forgetIndexFacts,
  indexFacts,
  partitionName,
  type KeywordMode,
} from "./keyword-index";
import { residentVectors } from "./resident/resident-vectors";
import { forgetTermStatistics } from "./related/term-statistics";
import { searchPartition } from "./search-partition";
import { countsJson, countTerms, keywordTerms } from "./terms";

/** The id of a passage: the same for the same place of the same version in the same index, so retries replace. */
export function passageId(indexId: string, versionId: string, ordinal: number): string {
  const key = `${indexId}\n${versionId}\n${String(ordinal)}`;
  return createHash("sha256").update(key).digest("hex").slice(0, 32);
}

/**
 * Passages in PostgreSQL with pgvector, next to the rows that say who may see them. With pg_textsearch keyword
 * search uses its BM25 index, without it term counts; `keywordMode` forces one of them for new indexes.
 */
export function createPassageStore(
  sql: SqlPort,
  options: { keywordMode?: KeywordMode } = {},
): PassageStore {
  return {
    ensureIndex: async (indexId) => {
      partitionName(indexId);
      await sql.query("select search.create_index($1, $2, $3::real, $4::real)::text", [
        indexId,
        options.keywordMode ?? null,
        BM25.k1,
        BM25.b,
      ]);
    },
    dropIndex: async (indexId) => {
      partitionName(indexId);
      await sql.query("select search.drop_index($1)::text", [indexId]);
      forgetIndexFacts(indexId);
      residentVectors().forget(indexId);
      forgetTermStatistics(indexId);
    },
    putPassages: (batch) => putPassages(sql, batch),
    vectorsOf: (target) => vectorsOf(sql, target),
    deleteVersion: ({ indexId, workspaceId, versionId }) =>
      remove(sql, "index_id = $1 and workspace_id = $2 and version_id = $3", [
        indexId,
        workspaceId,
        versionId,
      ]),
    deletePassages: async ({ indexId, workspaceId, versionId, ordinals }) => {
      if (ordinals.length === 0) return;
      await sql.query(
        `delete from search.passage
         where index_id = $1 and workspace_id = $2 and version_id = $3 and ordinal = any($4::integer[])`,
        [indexId, workspaceId, versionId, ordinals],
      );
    },
    takeOut: (target) => takeOut(sql, target),
    nearest: (target) => nearest(sql, target),
    deleteDocument: ({ workspaceId, documentId }) =>
      remove(sql, "workspace_id = $1 and document_id = $2", [workspaceId, documentId]),
    count: (target) => count(sql, target),
    diskBytes: (indexIds) => diskBytes(sql, indexIds),
    list: (target) => list(sql, target),
    neighbours: (target) => neighbours(sql, target),
    wholeVersions: (target) => wholeVersions(sql, target),
    versionTokens: (target) => versionTokens(sql, target),
    fingerprint: (target) => fingerprint(sql, target),
    search: (query) => searchPartition(sql, query),
  };
}

const PUT = `insert into search.passage (index_id, id, workspace_id, source_id, document_id, version_id, correction_id, ordinal,
    start_offset, end_offset, page, headings, body, text_hash, embed_hash, tokens, keywords, terms, term_count,
    parent_first, parent_start, parent_end, parent_body, embedding)
  select $1, id, $2, source_id, document_id, version_id, correction_id, ordinal, start_offset, end_offset, page,
    array(select json_array_elements_text(headings)), body, text_hash, embed_hash, tokens, keywords, terms::jsonb,
    term_count, parent_first, parent_start, parent_end, parent_body, embedding
  from rows from (
    json_to_recordset($3::json) as (id text, source_id text, document_id text, version_id text, correction_id text, ordinal integer,
      start_offset integer, end_offset integer, page integer, headings json, body text, text_hash text,
      embed_hash text, tokens integer, keywords text, terms text, term_count integer, parent_first integer,
      parent_start integer, parent_end integer, parent_body text),
    unnest($4::halfvec[])
  ) as row (id, source_id, document_id, version_id, correction_id, ordinal, start_offset, end_offset, page, headings, body,
    text_hash, embed_hash, tokens, keywords, terms, term_count, parent_first, parent_start, parent_end, parent_body,
    embedding)
  on conflict (index_id, id) do update set correction_id = excluded.correction_id, start_offset = excluded.start_offset, end_offset = excluded.end_offset,
    page = excluded.page, headings = excluded.headings, body = excluded.body, text_hash = excluded.text_hash, embed_hash = excluded.embed_hash,
    tokens = excluded.tokens, keywords = excluded.keywords, terms = excluded.terms, term_count = excluded.term_count,
    parent_first = excluded.parent_first, parent_start = excluded.parent_start, parent_end = excluded.parent_end,
    parent_body = excluded.parent_body, embedding = excluded.embedding, written = excluded.written`;

async function putPassages(
  sql: SqlPort,
  batch: Parameters<PassageStore["putPassages"]>[0],
): Promise<void> {
  const { indexId, workspaceId, passages } = batch;
  if (passages.length === 0) return;
  const { mode, halfvec } = await indexFacts(sql, indexId);
  const rows = passages.map((passage) => passageRow(indexId, passage, mode));
  const embeddings = encodeHalfvecs(
    passages.map((passage) => passage.embedding),
    halfvec,
  );
  await sql.query(PUT, [indexId, workspaceId, JSON.stringify(rows), embeddings]);
}

/** PostgreSQL text holds no NUL; parsers remove it, so one here is a caller's mistake and the insert fails. */
function passageRow(
  indexId: string,
  passage: NewPassage,
  mode: KeywordMode,
): Record<string, unknown> {
  const titles = keywordTerms(passage.titles.join("\n"));
  const terms = [...titles, ...titles, ...keywordTerms(passage.text)];
  return {
    id: passageId(indexId, passage.versionId, passage.ordinal),
    source_id: passage.sourceId,
    document_id: passage.documentId,
    version_id: passage.versionId,
    correction_id: passage.correctionId,
    ordinal: passage.ordinal,
    start_offset: passage.start,
    end_offset: passage.end,
    page: passage.page,
    headings: passage.headings,
    body: passage.text,
    text_hash: passage.textHash,
    embed_hash: passage.embedHash,
    tokens: passage.tokens,
    keywords: mode === "bm25" ? terms.join(" ") : "",
    terms: mode === "terms" ? countsJson(countTerms(terms)) : null,
    term_count: terms.length,
    ...parentFields(passage),
  };
}

function parentFields({ ordinal, parent }: NewPassage) {
  if (!parent) return {};
  return {
    parent_first: parent.first,
    parent_start: parent.start,
    parent_end: parent.end,
    ...(parent.first === ordinal ? { parent_body: parent.text } : {}),
  };
}

async function vectorsOf(
  sql: SqlPort,
  target: Parameters<PassageStore["vectorsOf"]>[0],
): Promise<Map<string, number[]>> {
  const rows = await sql.query<{ hash: string; vector: string }>(
    `select distinct on (embed_hash) embed_hash as hash, embedding::text as vector from search.passage
     where index_id = $1 and workspace_id = $2 and document_id = $3 and embed_hash = any($4::text[])`,
    [target.indexId, target.workspaceId, target.documentId, target.hashes],
  );
  return new Map(rows.map(({ hash, vector }) => [hash, JSON.parse(vector) as number[]]));
}

async function remove(sql: SqlPort, where: string, params: string[]): Promise<number> {
  const rows = await sql.query<{ n: number }>(
    `with gone as (delete from search.passage where ${where} returning 1) select count(*)::integer as n from gone`,
    params,
  );
  return rows[0]?.n ?? 0;
}

async function count(sql: SqlPort, target: Parameters<PassageStore["count"]>[0]): Promise<number> {
  const rows = await sql.query<{ n: number }>(
    `select count(*)::integer as n from search.passage
     where index_id = $1 and workspace_id = $2 and ($3::text is null or version_id = $3::text)`,
    [target.indexId, target.workspaceId, target.versionId ?? null],
  );
  return rows[0]?.n ?? 0;
}

async function diskBytes(sql: SqlPort, indexIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql.query<{ id: string; bytes: number }>(
    `select id, pg_total_relation_size(to_regclass(part))::float8 as bytes
     from unnest($1::text[], $2::text[]) as wanted (id, part) where to_regclass(part) is not null`,
    [indexIds, indexIds.map(partitionName)],
  );
  return new Map(rows.map(({ id, bytes }) => [id, bytes]));
}

async function list(
  sql: SqlPort,
  target: Parameters<PassageStore["list"]>[0],
): Promise<PassagePlace[]> {
  return sql.query<PassagePlace>(
    `select id, ordinal, correction_id as "correctionId", embed_hash as "embedHash", start_offset as start, end_offset as "end", page, to_json(headings) as headings,
       case when parent_first is not null
         then json_build_object('first', parent_first, 'start', parent_start, 'end', parent_end) end as parent
     from search.passage where index_id = $1 and workspace_id = $2 and version_id = $3 order by ordinal`,
    [target.indexId, target.workspaceId, target.versionId],
  );
}

const TAKEN = `correction_id as "correctionId", ordinal, start_offset as start, end_offset as "end", page,
  to_json(headings) as headings, embedding::text as vector`;
type TakenRow = Omit<TakenPassage, "embedding"> & { vector: string };

function toTaken({ vector, ...taken }: TakenRow): TakenPassage {
  return { ...taken, embedding: JSON.parse(vector) as number[] };
}

async function takeOut(
  sql: SqlPort,
  target: Parameters<PassageStore["takeOut"]>[0],
): Promise<TakenPassage[]> {
  const { indexId, workspaceId, versionId, ranges } = target;
  const covered = [ranges.map(({ start }) => start), ranges.map(({ end }) => end)];
  await sql.query(
    `update search.passage set parent_first = null, parent_start = null, parent_end = null, parent_body = null
     where index_id = $1 and workspace_id = $2 and version_id = $3 and exists (
       select from unnest($4::integer[], $5::integer[]) as covered (from_offset, to_offset)
       where parent_start < to_offset and parent_end > from_offset
     )`,
    [indexId, workspaceId, versionId, ...covered],
  );
  const rows = await sql.query<TakenRow>(
    `delete from search.passage p
     where index_id = $1 and workspace_id = $2 and version_id = $3 and (
       p.correction_id = any($6::text[]) or p.correction_id is null and exists (
         select from unnest($4::integer[], $5::integer[]) as covered (from_offset, to_offset)
         where start_offset < to_offset and end_offset > from_offset
       )
     )
     returning ${TAKEN}`,
    [indexId, workspaceId, versionId, ...covered, target.correctionIds],
  );
  return rows.map(toTaken);
}

async function nearest(
  sql: SqlPort,
  target: Parameters<PassageStore["nearest"]>[0],
): Promise<TakenPassage | null> {
  const rows = await sql.query<TakenRow>(
    `select ${TAKEN} from search.passage
     where index_id = $1 and workspace_id = $2 and version_id = $3
     order by correction_id is not null, abs(start_offset - $4::integer), ordinal limit 1`,
    [target.indexId, target.workspaceId, target.versionId, target.offset],
  );
  return rows[0] ? toTaken(rows[0]) : null;
}
