import "server-only";
import { sqlPort } from "@/lib/db/sql";
import type { WorkspaceScope } from "../context";
import { queueFailed } from "../document/retry";
import { FIRST_WAIT_S, LONGEST_WAIT_S } from "./fetch-items";
import { holdLease } from "./lease";
import type { RunningSync } from "./running";

/** Reasons that say nothing of the file: the same bytes may well be read the next time. */
const MAY_PASS = ["job.lost", "internal", "ingestion.unavailable", "storage.full"];
const MISSING = "storage.missing";
/** Documents queued in one transaction. */
const BATCH = 200;

/**
 * Queues again what was fetched and then could not be read or indexed for a reason that may pass, so that no file is answered from in
 * an older text than it has for longer than that takes: at once the first time, later after the waits of files that could not be
 * fetched, unless somebody asked. What is not in the storage any more is marked to be fetched again. Throws `LeaseLost`.
 */
export async function readAgain(ctx: WorkspaceScope, sync: RunningSync): Promise<void> {
  const { sourceId } = sync;
  const workspaceId = ctx.workspace.id;
  const failed = await ctx.sql.query<{ id: string; missing: boolean }>(FAILED, [
    workspaceId,
    sourceId,
    [...MAY_PASS, MISSING],
    MISSING,
    sync.asked,
  ]);
  for (let at = 0; at < failed.length; at += BATCH) {
    const batch = failed.slice(at, at + BATCH);
    const idsOf = (missing: boolean) =>
      batch.filter((row) => row.missing === missing).map(({ id }) => id);
    await ctx.db.$transaction(async (tx) => {
      await holdLease(tx, sync.lease);
      await tx.syncItem.updateMany({
        where: { sourceId, workspaceId, documentId: { in: idsOf(true) } },
        data: { fetchedEtag: null, fetchedSize: -1 },
      });
      await queueFailed(tx, ctx, idsOf(false));
      await sqlPort(tx).query(WAIT, [sourceId, idsOf(false), FIRST_WAIT_S, LONGEST_WAIT_S]);
    });
  }
}

// From what failed to the items: that is little, and the items may be many.
const FAILED = `
  with unread as materialized (
    select id, error->>'code' = $4 as missing from "Document"
    where "workspaceId" = $1 and "sourceId" = $2 and "deletedAt" is null and "pausedAt" is null
      and state = 'failed' and error->>'code' = any($3::text[])
    union all
    select d.id, false from "IndexedVersion" x
    join "DocumentVersion" v on v.id = x."versionId"
    join "Document" d on d.id = v."documentId"
    where x."indexId" in (select id from "StoreIndex" where "workspaceId" = $1)
      and x.state = 'failed' and x.error->>'code' = any($3::text[])
      and d."workspaceId" = $1 and d."sourceId" = $2 and d."deletedAt" is null and d."pausedAt" is null and d.state = 'ready'
  )
  select unread.id, bool_or(unread.missing) as missing from unread
  join "SyncItem" i on i."documentId" = unread.id and i."workspaceId" = $1 and i."sourceId" = $2 and i."removedAt" is null
  where $5 or i."retryAt" is null or i."retryAt" < now()
  group by unread.id order by unread.id`;

const WAIT = `
  update "SyncItem" set attempts = attempts + 1,
    "retryAt" = now() + make_interval(secs => least($3 * power(4, least(attempts, 10)), $4))
  where "sourceId" = $1 and "documentId" = any($2::text[])`;
