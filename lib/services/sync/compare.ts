import "server-only";
import { sqlPort, type SqlPort } from "@/lib/db/sql";
import {
  decide,
  needsConsent,
  type Decision,
  type KnownItem,
  type Reason,
} from "@/lib/knowledge/sync/decide";
import { pathFilter } from "@/lib/knowledge/sync/filters";
import type { Tx, WorkspaceScope } from "../context";
import { documentPlace } from "./document-place";
import { holdLease } from "./lease";
import { moveDocument } from "./move-document";
import { noteOutcomes, type NewOutcome } from "./note-outcomes";
import { removeItems, type Doomed } from "./remove-items";
import type { RunningSync } from "./running";

/** Items looked at together. */
const BATCH = 1000;

interface Row {
  remoteId: string;
  kind: string;
  name: string;
  folder: string;
  extension: string;
  within: boolean;
  removed: boolean;
  etag: string | null;
  size: number | null;
  unreadable: Reason | null;
  fetched: boolean;
  fetchedEtag: string | null;
  fetchedSize: number | null;
  failedEtag: string | null;
  failedSize: number | null;
  /** Failed, and is not to be tried again yet. */
  waits: boolean;
  state: string;
  error: Reason | null;
  documentId: string | null;
  documentName: string | null;
  documentFolder: string | null;
}

/**
 * Works out what is to be done now that a round of changes is complete: files to fetch are marked, moves are made, and
 * documents of what is gone are removed, unless they are so many that somebody has to agree. May be broken off anywhere and
 * begun again. Throws `LeaseLost`, the signal's reason.
 */
export async function compare(ctx: WorkspaceScope, sync: RunningSync): Promise<void> {
  await placeItems(ctx, sync);
  const doomed: Doomed[] = [];
  let after = "";
  for (;;) {
    sync.signal.throwIfAborted();
    const rows = await ctx.sql.query<Row>(NEXT, [sync.sourceId, after, BATCH, ctx.workspace.id]);
    const last = rows.at(-1);
    if (!last) break;
    doomed.push(...(await settleBatch(ctx, sync, rows)));
    after = last.remoteId;
  }
  await removeDoomed(ctx, sync, doomed);
  await ctx.db.$transaction(async (tx) => {
    await holdLease(tx, sync.lease);
    const toFetch = await tx.syncItem.count({
      where: { sourceId: sync.sourceId, workspaceId: ctx.workspace.id, state: "pending" },
    });
    await tx.syncRun.update({
      where: { id: sync.runId, workspaceId: ctx.workspace.id },
      data: { phase: "fetching", toFetch, fetched: 0 },
    });
  });
}

// Each look-up by its key, as in PLACE.
const NEXT = `
  select i."remoteId", i.kind, i.name, i.folder, i.extension, i.within, i."removedAt" is not null as removed, i.etag, i.size,
    i.unreadable, i."documentId" is not null as fetched, i."fetchedEtag", i."fetchedSize", i."failedEtag", i."failedSize", coalesce(i."retryAt" > now(), false) as waits,
    i.state::text, i.error,
    d.id as "documentId", d.name as "documentName", d.folder as "documentFolder"
  from (
    select "remoteId" from "SyncItem" where "sourceId" = $1 and "remoteId" > $2 order by "remoteId" limit $3
  ) next
  join "SyncItem" i on i."sourceId" = $1 and i."remoteId" = next."remoteId"
  left join lateral (
    select id, name, folder from "Document" where id = i."documentId" and "workspaceId" = $4 and "deletedAt" is null offset 0
  ) d on true
  order by i."remoteId"`;

/**
 * Where items are: from the parents down, for sources whose folders are items. What hangs under something removed, or
 * outside of what was picked, is not within. A loop of folders is never reached, so it can't hold this up.
 */
async function placeItems(ctx: WorkspaceScope, sync: RunningSync): Promise<void> {
  const roots = sync.runtime.roots(sync.scope);
  await ctx.db.$transaction(async (tx) => {
    await holdLease(tx, sync.lease);
    await sqlPort(tx).query(PLACE, [sync.sourceId, roots === null ? null : [...roots]]);
  });
}

// Written to look rows up by their index and by hashes: of how many there are the database knows nothing when it plans, and would go
// through all of them for each folder. And "except", never "not in": where many are expected that one has no hash, and goes through all
// that were reached for each item.
const PLACE = `
  with recursive gone as materialized (
    select "remoteId" from "SyncItem" where "sourceId" = $1 and "removedAt" is not null
  ), mine as materialized (
    select "remoteId" from "SyncItem" where "sourceId" = $1 and "removedAt" is null and $2::text[] is null
  ), reached as (
    select "remoteId", name, kind, case when "parentId" is null then folder else '' end as folder from "SyncItem"
    where "sourceId" = $1 and "removedAt" is null and case when $2::text[] is null
      then "parentId" is null or (
        "parentId" not in (select "remoteId" from mine) and "parentId" not in (select "remoteId" from gone))
      else "parentId" = any($2::text[]) and "parentId" not in (select "remoteId" from gone) end
    union all
    select child."remoteId", child.name, child.kind,
      case when reached.folder = '' then reached.name else reached.folder || '/' || reached.name end
    from reached cross join lateral (
      select "remoteId", name, kind from "SyncItem"
      where "sourceId" = $1 and "parentId" = reached."remoteId" and "removedAt" is null offset 0
    ) child
    where reached.kind = 'folder'
  ), inside as (
    update "SyncItem" item set within = true, folder = reached.folder from reached
    where item."sourceId" = $1 and item."remoteId" = reached."remoteId"
      and (not item.within or item.folder is distinct from reached.folder)
  ), left_out as materialized (
    select "remoteId" from "SyncItem" where "sourceId" = $1 and "removedAt" is null and within
    except select "remoteId" from reached
  )
  update "SyncItem" item set within = false from left_out
  where item."sourceId" = $1 and item."remoteId" = left_out."remoteId"`;

async function settleBatch(
  ctx: WorkspaceScope,
  sync: RunningSync,
  rows: readonly Row[],
): Promise<Doomed[]> {
  const wanted = { takes: pathFilter(sync.filters), maxBytes: sync.filters.maxBytes };
  const decided = rows.map((row) => ({ row, decision: decide(itemOf(row, sync), wanted) }));
  const of = (to: Decision["to"]) =>
    decided.flatMap(({ row, decision }) => (decision.to === to ? [row] : []));
  const skipped = decided.flatMap(({ row, decision }) =>
    decision.to === "skip" ? [{ row, reason: decision.reason }] : [],
  );
  await ctx.db.$transaction(async (tx) => {
    await holdLease(tx, sync.lease);
    const ids = of("fetch").map(({ remoteId }) => remoteId);
    await tx.syncItem.updateMany({
      where: { sourceId: sync.sourceId, workspaceId: ctx.workspace.id, remoteId: { in: ids } },
      data: { state: "pending" },
    });
    await forgetPending(
      sqlPort(tx),
      sync,
      rows.filter((row) => !ids.includes(row.remoteId)),
    );
    await skip(tx, { ctx, sync }, skipped);
    await move(tx, { ctx, sync }, of("move"));
  });
  return of("remove").map(({ remoteId, name, folder, documentId }) => ({
    remoteId,
    name,
    folder,
    documentId,
  }));
}

function itemOf(row: Row, { asked }: RunningSync): KnownItem {
  const { documentName: name, documentFolder, fetched, fetchedEtag, fetchedSize } = row;
  const { failedEtag, failedSize, waits } = row;
  const placed = documentPlace(row);
  return {
    ...row,
    ...placed,
    fetched: fetched ? { etag: fetchedEtag, size: fetchedSize } : null,
    waiting: waits && !asked ? { etag: failedEtag, size: failedSize } : null,
    document: name === null ? null : { name, folder: documentFolder ?? "" },
  };
}

/** What was to be fetched by a run before and isn't any more. */
async function forgetPending(sql: SqlPort, sync: RunningSync, rows: readonly Row[]) {
  const ids = rows.filter(({ state }) => state === "pending").map(({ remoteId }) => remoteId);
  if (ids.length === 0) return;
  await sql.query(
    `update "SyncItem" set state = 'known' where "sourceId" = $1 and "remoteId" = any($2)`,
    [sync.sourceId, ids],
  );
}

interface Where {
  readonly ctx: WorkspaceScope;
  readonly sync: RunningSync;
}

/** Told by the first run that finds it, not by each. */
async function skip(
  tx: Tx,
  { ctx, sync }: Where,
  skipped: readonly { row: Row; reason: Reason }[],
): Promise<void> {
  const fresh = skipped.filter(
    ({ row, reason }) =>
      row.state !== "skipped" || row.error?.params.reason !== reason.params.reason,
  );
  for (const { row, reason } of fresh) {
    await tx.syncItem.update({
      where: { sourceId_remoteId: { sourceId: sync.sourceId, remoteId: row.remoteId } },
      data: { state: "skipped", error: { ...reason } },
    });
  }
  const outcomes = fresh.map(({ row, reason }): NewOutcome => {
    const { remoteId, name, folder } = row;
    return { remoteId, name, folder, outcome: "skipped", error: reason };
  });
  await noteOutcomes(tx, ctx, { runId: sync.runId, outcomes });
}

async function move(tx: Tx, { ctx, sync }: Where, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    await moveDocument(tx, ctx, { id: row.documentId ?? "", place: documentPlace(row) });
  }
  const outcomes = rows.map(({ remoteId, name, folder }): NewOutcome => {
    return { remoteId, name, folder, outcome: "moved" };
  });
  await noteOutcomes(tx, ctx, { runId: sync.runId, outcomes });
}

async function removeDoomed(ctx: WorkspaceScope, sync: RunningSync, doomed: readonly Doomed[]) {
  const documents = await ctx.db.document.count({
    where: { sourceId: sync.sourceId, workspaceId: ctx.workspace.id, deletedAt: null },
  });
  const counted = doomed.filter(({ documentId }) => documentId !== null).length;
  const held = !sync.confirmed && needsConsent({ documents, doomed: counted });
  await ctx.db.syncRun.update({
    where: { id: sync.runId, workspaceId: ctx.workspace.id },
    data: { held: held ? counted : 0 },
  });
  if (!held) await removeItems(ctx, sync, doomed);
}
