import "server-only";
import { randomUUID } from "node:crypto";
import type { ChangePage, RemoteItem } from "@/lib/connectors/_contract/runtime";
import { sqlPort } from "@/lib/db/sql";
import { foldPage } from "@/lib/knowledge/sync/fold-page";
import type { WorkspaceScope } from "../context";
import { holdLease } from "./lease";
import type { RunningSync } from "./running";

/**
 * Stores a page of changes and where to go on after it, all or nothing. Removes no document: what is gone is marked.
 * Throws `LeaseLost`.
 */
export async function applyPage(
  ctx: WorkspaceScope,
  sync: RunningSync,
  page: ChangePage,
): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await holdLease(tx, sync.lease);
    const sql = sqlPort(tx);
    const [state] = await sql.query<{ listings: Record<string, string> }>(
      `select listings from "SourceSync" where "sourceId" = $1`,
      [sync.sourceId],
    );
    const listings = { ...state?.listings };
    if (page.listing?.startsWith("starts")) listings[page.part] = randomUUID();
    const listingId = listings[page.part] ?? null;
    const { items, removed } = foldPage(page);
    await sql.query(UPSERT, [
      ctx.workspace.id,
      sync.sourceId,
      page.part,
      listingId,
      JSON.stringify(items.map(rowOf)),
    ]);
    const marked = [sync.sourceId, page.part];
    if (removed.length > 0) {
      await sql.query(
        `update "SyncItem" set "removedAt" = now()
         where "sourceId" = $1 and "remoteId" = any($2) and "removedAt" is null`,
        [sync.sourceId, [...removed]],
      );
    }
    if (page.accessChanged) {
      await sql.query(
        `update "SyncItem" set "accessStale" = true where "sourceId" = $1 and part = $2`,
        marked,
      );
    }
    if (page.partGone) await sql.query(`${MARK} and true`, marked);
    if (page.listing?.endsWith("ends") && listingId !== null) {
      await sql.query(`${MARK} and "listingId" is distinct from $3`, [...marked, listingId]);
    }
    if (page.listing?.endsWith("ends")) listings[page.part] = "";
    await sql.query(
      `update "SourceSync" set cursor = $2, listings = $3::jsonb where "sourceId" = $1`,
      [sync.sourceId, page.cursor, JSON.stringify(known(listings))],
    );
    await sql.query(
      `update "SyncRun" set listed = listed + $2, error = coalesce($3::jsonb, error),
         phase = case when $4 then 'comparing'::"SyncPhase" else 'listing'::"SyncPhase" end
       where id = $1`,
      [sync.runId, items.length + removed.length, failureOf(page), page.done],
    );
  });
}

const UPSERT = `
  insert into "SyncItem" ("workspaceId", "sourceId", part, "listingId", "remoteId", kind, name, "parentId", folder, etag,
    size, "mimeType", "modifiedAt", "webUrl", handle, unreadable)
  select $1, $2, $3, $4, i."remoteId", i.kind, i.name, i."parentId", i.folder, i.etag,
    i.size, i."mimeType", i."modifiedAt", i."webUrl", i.handle, i.unreadable
  from jsonb_to_recordset($5::jsonb) as i("remoteId" text, kind text, name text, "parentId" text, folder text, etag text,
    size float8, "mimeType" text, "modifiedAt" timestamptz, "webUrl" text, handle text, unreadable jsonb)
  on conflict ("sourceId", "remoteId") do update set part = excluded.part, kind = excluded.kind, name = excluded.name,
    "parentId" = excluded."parentId", etag = excluded.etag, size = excluded.size, "mimeType" = excluded."mimeType",
    folder = case when excluded."parentId" is null then excluded.folder else "SyncItem".folder end,
    "modifiedAt" = excluded."modifiedAt", "webUrl" = excluded."webUrl", handle = excluded.handle,
    unreadable = excluded.unreadable, "listingId" = coalesce(excluded."listingId", "SyncItem"."listingId"),
    "removedAt" = null, "accessStale" = true`;

const MARK = `update "SyncItem" set "removedAt" = now()
  where "sourceId" = $1 and part = $2 and "removedAt" is null`;

function rowOf(item: RemoteItem) {
  const { id: remoteId, parentId = null, folder = "", handle = null, unreadable, ...rest } = item;
  const reason = unreadable && { code: unreadable.code, params: unreadable.params ?? {} };
  return { ...rest, remoteId, parentId, folder, handle, unreadable: reason ?? null };
}

/** Without those that have ended. */
function known(listings: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(listings).filter(([, id]) => id !== ""));
}

function failureOf({ failure }: ChangePage): string | null {
  if (!failure) return null;
  return JSON.stringify({ code: failure.code, params: { place: failure.label } });
}
