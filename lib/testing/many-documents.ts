import type { SqlPort } from "@/lib/db/sql";

export interface ManyDocuments {
  readonly workspaceId: string;
  readonly sourceId: string;
  /** The index in use of a store linked to the source. */
  readonly indexId: string;
  readonly count: number;
}

/**
 * Rows of many documents that were read and indexed, without files and passages, in three statements. Of each hundred,
 * two failed for want of a password, three are queued, ten have a tag, and two have the same content.
 */
export async function createManyDocuments(
  sql: SqlPort,
  { workspaceId, sourceId, indexId, count }: ManyDocuments,
): Promise<void> {
  const numbers = `generate_series(1, ${String(count)}) n`;
  await sql.query(
    `insert into "Document" (id, "workspaceId", "sourceId", name, "mimeType", size, folder, tags, state, error, "updatedAt")
     select $2 || '-' || n, $1, $2, 'Report ' || (n * 7919 % 10007) || ' of region ' || n % 40 || '.pdf', 'application/pdf',
       1000 + (n * 31337::bigint % 900000)::int, 'folder/' || n % 50, case when n % 10 = 0 then array['tag ' || n % 7] else '{}' end,
       (case when n % 50 = 1 then 'failed' when n % 33 = 2 then 'queued' else 'ready' end)::"DocumentState",
       case when n % 50 = 1 then '{"code":"ingestion.password","params":{"format":"pdf"}}'::jsonb end, now()
     from ${numbers}`,
    [workspaceId, sourceId],
  );
  await sql.query(
    `insert into "DocumentVersion" (id, "workspaceId", "documentId", number, "mimeType", size, "contentHash", "storageKey",
       text, format, language, pages, "textLength", "parsedAt")
     select $2 || '-v-' || n, $1, $2 || '-' || n, 1, 'application/pdf', 1000,
       md5($2 || case when n % 100 = 0 then n - 1 else n end), $2 || '-' || n,
       repeat('lorem ipsum ', 100), 'pdf', case n % 3 when 0 then 'de' else 'en' end, 1 + n % 30, 1200, now()
     from ${numbers}`,
    [workspaceId, sourceId],
  );
  await sql.query(
    `insert into "IndexedVersion" ("workspaceId", "indexId", "versionId", state, passages, tokens, total, "updatedAt")
     select $1, $3, $2 || '-v-' || n, 'ready', 1 + n % 40, (1 + n % 40) * 200, 1 + n % 40, now() - interval '1 hour'
     from ${numbers} where n % 50 <> 1 and n % 33 <> 2`,
    [workspaceId, sourceId, indexId],
  );
}
