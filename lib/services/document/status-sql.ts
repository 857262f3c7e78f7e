import { mayRead, readerPrincipals } from "@/lib/vector-stores/postgres/visibility";

/** What a document's row says; "stored" is read, but no store is kept in sync with its source. */
export const DOCUMENT_STATES = [
  "queued",
  "reading",
  "indexing",
  "waiting",
  "paused",
  "stored",
  "ready",
  "skipped",
  "failed",
] as const;
export type DocumentStateName = (typeof DOCUMENT_STATES)[number];

/** A row of {@link DOCUMENT_STATUS}. */
export interface StatusRow {
  id: string;
  source_id: string;
  version_id: string;
  /** SHA-256 of the newest version's bytes. */
  content_hash: string;
  name: string;
  folder: string;
  tags: string[];
  mime_type: string;
  /** Format by content once it was read, before that the extension of its name; "" when there is none. */
  type: string;
  size: number;
  language: string | null;
  pages: number | null;
  text_length: number | null;
  warnings: unknown;
  state: DocumentStateName;
  error: unknown;
  waiting_until: string | null;
  passages: number;
  tokens: number;
  /** Passages stored and to store, of the indexes in use that counted theirs; null before. */
  done: number | null;
  total: number | null;
  /** Files added together share one. */
  batch: string | null;
  /** When the last index had all of it; null before. */
  indexed_at: string | null;
  updated_at: string;
}

/** States in which the server still has something to do. */
export const IN_WORK = [
  "queued",
  "reading",
  "indexing",
  "waiting",
] as const satisfies readonly DocumentStateName[];

/**
 * The truth about every document of the workspace $1, as the common table expression `status`: "ready" only when all
 * of the newest version is in the index of every store linked to the source, and that is at least one passage.
 *
 * It is written to be quick for thousands of documents on a database that has no statistics, such as the embedded one:
 * each row is completed by a few look-ups in unique indexes, and a condition on `id` reaches the table. Versions and
 * rows of indexes are in the workspace of their document by their foreign keys; naming the workspace again would only
 * offer the planner an index that holds all of it.
 */
const documentStatus = (which: string) => `wanted as materialized (
  select distinct link."sourceId" as source_id, index.id as index_id, wait.until, wait.error
  from "StoreSource" link
  join "Store" store on store.id = link."storeId" and store."workspaceId" = $1 and store."deletedAt" is null
  join "StoreIndex" index on index.id = store."activeIndexId" and index."workspaceId" = $1
  left join "ModelWait" wait on wait."connectionId" = index."connectionId" and wait."workspaceId" = $1
    and wait.until > now()
  where link."workspaceId" = $1
),
status as not materialized (
  select d.id, d."sourceId" as source_id, v.id as version_id, v."contentHash" as content_hash,
    d.name, d.folder, d.tags, d."mimeType" as mime_type,
    coalesce(v.format, lower(substring(d.name from '\\.([A-Za-z0-9]{1,10})$')), '') as type,
    d.size, v.language, v.pages, v."textLength" as text_length, v.warnings, now_in.state,
    case
      when now_in.state not in ('failed', 'skipped', 'waiting') then null
      when now_in.state = 'waiting' then kept.wait_error
      when d.state in ('failed', 'skipped') then d.error
      else kept.error
    end as error,
    case when now_in.state = 'waiting' then kept.waiting_until end as waiting_until,
    kept.passages, kept.tokens, kept.done, kept.total, d.batch,
    case when now_in.state = 'ready' then kept.ready_at end as indexed_at, d."updatedAt" as updated_at
  from "Document" d
  join "Source" source on source.id = d."sourceId" and source."workspaceId" = $1 and source."deletedAt" is null
  cross join lateral (
    select id, "contentHash", format, language, pages, "textLength", warnings from "DocumentVersion"
    where "documentId" = d.id order by number desc limit 1
  ) v
  cross join lateral (
    select count(*) as wanted, count(*) filter (where i.state = 'ready') as ready,
      count(*) filter (where i.state = 'failed') as failed, count(*) filter (where i.state = 'skipped') as skipped,
      max(w.until) filter (where i.state is distinct from 'ready') as waiting_until,
      (array_agg(w.error) filter (where w.until is not null and i.state is distinct from 'ready'))[1] as wait_error,
      coalesce((array_agg(i.error) filter (where i.state = 'failed'))[1], (array_agg(i.error) filter (where i.state = 'skipped'))[1]) as error,
      max(i."updatedAt") filter (where i.state = 'ready') as ready_at,
      coalesce(max(i.passages), 0)::integer as passages, coalesce(max(i.tokens), 0)::integer as tokens,
      (sum(i.passages) filter (where i.total is not null))::integer as done, sum(i.total)::integer as total
    from wanted w left join "IndexedVersion" i on i."indexId" = w.index_id and i."versionId" = v.id
    where w.source_id = d."sourceId"
  ) kept
  cross join lateral (
    select case
      when d.state = 'failed' or kept.failed > 0 then 'failed'
      when d.state = 'skipped' or kept.skipped > 0 then 'skipped'
      when d.state = 'ready' and kept.wanted = 0 then 'stored'
      when d.state = 'ready' and kept.ready = kept.wanted and kept.passages > 0 then 'ready'
      when d."pausedAt" is not null then 'paused'
      when d.state in ('queued', 'reading') then d.state::text
      when kept.waiting_until is not null then 'waiting'
      else 'indexing'
    end as state
  ) now_in
  where d."workspaceId" = $1 and d."deletedAt" is null and ${which}
)`;

/** Of all documents, also of those that the caller may not read: to count them. */
export const DOCUMENT_STATUS = documentStatus("true");

/** Of those that the member $2 may read, for everything that names documents; needs "with recursive". */
export const READABLE_STATUS = `${readerPrincipals("$2::text")}, ${documentStatus(mayRead())}`;

/** Those columns of {@link READABLE_STATUS}, which comes before, that the document's own row has: a fraction of the work. */
export const DOCUMENT_ROWS = `own as not materialized (
  select d.id, d."sourceId" as source_id, d.name, d.folder, d.tags, d.size, d."updatedAt" as updated_at
  from "Document" d
  join "Source" source on source.id = d."sourceId" and source."workspaceId" = $1 and source."deletedAt" is null
  where d."workspaceId" = $1 and d."deletedAt" is null and ${mayRead()}
)`;
