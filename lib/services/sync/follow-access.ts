import "server-only";
import PQueue from "p-queue";
import type { Principals } from "@/lib/connectors/_contract/runtime";
import { sqlPort } from "@/lib/db/sql";
import { isAppError } from "@/lib/errors/app-error";
import type { WorkspaceScope } from "../context";
import { checkCancelled, concernsAll } from "./fetch-items";
import { holdLease } from "./lease";
import { PENDING_FIELDS, remoteItemOf } from "./pending";
import type { RunningSync } from "./running";

/** Items or groups asked about at the same time, and stored together. */
const AT_ONCE = 8;
const BATCH = 100;
/** Feeds are not taken at their word for longer: then every document is asked about. */
const ALL_AFTER_HOURS = 24;

/** Follows who may read the documents of a source, for one run; does nothing where its source does not respect that. */
export interface AccessFollower {
  /** Asks about everything that may have changed and has a document by now. Throws as `fetchItems` does. */
  read(): Promise<void>;
  /** Asks who is in the groups, and notes that all is known. */
  finish(): Promise<void>;
}

/**
 * What can't be read is hidden from everybody, and asked about again by the next run. Groups are asked about before documents
 * name them as readers: nobody gets in by a membership of long ago.
 */
export function followAccess(ctx: WorkspaceScope, sync: RunningSync): AccessFollower {
  const { runtime, call } = sync;
  if (!sync.respectsPermissions || !runtime.permissions) {
    return { read: () => Promise.resolve(), finish: () => Promise.resolve() };
  }
  const began = new Date();
  const all = isOver(sync.permissionsAllAt, began);
  const groups = groupReader(ctx, sync);
  let marked = false;
  return {
    async read() {
      if (!marked) await markStale(ctx, sync, all);
      marked = true;
      let after = "";
      for (;;) {
        await checkCancelled(ctx, sync);
        const items = await staleItems(ctx, { sourceId: sync.sourceId, after });
        const last = items.at(-1);
        if (!last) return;
        const found = await askAll(items, async (item) => ({
          item,
          readers: await asked(
            sync,
            async () => (await runtime.permissions?.(call, remoteItemOf(item))) ?? null,
          ),
        }));
        await groups.read(found.flatMap(({ readers }) => groupsIn(readers)));
        await storeReaders(ctx, sync, found);
        after = last.remoteId;
      }
    },
    async finish() {
      await groups.read(await referencedGroups(ctx, sync));
      await ctx.db.source.updateMany({
        where: { id: sync.sourceId, workspaceId: ctx.workspace.id },
        data: { permissionsReadAt: began, ...(all && { permissionsAllAt: began }) },
      });
    },
  };
}

function isOver(at: Date | null, now: Date): boolean {
  return at === null || now.getTime() - at.getTime() > ALL_AFTER_HOURS * 3_600_000;
}

/** What is shared with a folder counts for all that lies in it, and feeds name the folder alone. */
async function markStale(ctx: WorkspaceScope, sync: RunningSync, all: boolean): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await holdLease(tx, sync.lease);
    await sqlPort(tx).query(
      `with recursive below as (
         select "remoteId" from "SyncItem" where "sourceId" = $1 and kind = 'folder' and "accessStale"
         union
         select child."remoteId" from below
         join "SyncItem" child on child."parentId" = below."remoteId" and child."sourceId" = $1
       )
       update "SyncItem" set "accessStale" = kind = 'file'
       where "sourceId" = $1 and ($2 or "remoteId" in (select "remoteId" from below))`,
      [sync.sourceId, all],
    );
  });
}

type StaleItem = Awaited<ReturnType<typeof staleItems>>[number];

async function staleItems(
  ctx: WorkspaceScope,
  { sourceId, after }: { sourceId: string; after: string },
) {
  return ctx.db.syncItem.findMany({
    where: {
      sourceId,
      workspaceId: ctx.workspace.id,
      kind: "file",
      accessStale: true,
      removedAt: null,
      documentId: { not: null },
      remoteId: { gt: after },
    },
    orderBy: { remoteId: "asc" },
    take: BATCH,
    select: PENDING_FIELDS,
  });
}

/** What stops one stops all, once those at work are done with. */
async function askAll<From, To>(
  list: readonly From[],
  ask: (one: From) => Promise<To>,
): Promise<To[]> {
  const queue = new PQueue({ concurrency: AT_ONCE });
  return queue.addAll(list.map((one) => () => ask(one)));
}

/** Null where it can't be told this time. Throws what concerns the whole source. */
async function asked(sync: RunningSync, ask: () => Promise<Principals>): Promise<Principals> {
  try {
    return await ask();
  } catch (error) {
    sync.signal.throwIfAborted();
    if (!isAppError(error) || concernsAll(error)) throw error;
    return null;
  }
}

interface Answer {
  readonly item: StaleItem;
  readonly readers: Principals;
}

async function storeReaders(
  ctx: WorkspaceScope,
  sync: RunningSync,
  answers: readonly Answer[],
): Promise<void> {
  const rows = answers.map(({ item, readers }) => ({
    remoteId: item.remoteId,
    documentId: item.documentId,
    known: readers !== null,
    readers: (readers ?? []).map((reader) => inConnection(sync, reader)),
  }));
  await ctx.db.$transaction(async (tx) => {
    await holdLease(tx, sync.lease);
    await sqlPort(tx).query(
      `with told as materialized (
         select * from jsonb_to_recordset($3::jsonb) as t("remoteId" text, "documentId" text, known boolean, readers text[])
       ), items as (
         update "SyncItem" item set "accessStale" = not told.known from told
         where item."sourceId" = $2 and item."remoteId" = told."remoteId"
       )
       update "Document" d set readers = told.readers, "readersKnown" = told.known from told
       where d.id = told."documentId" and d."workspaceId" = $1 and d."sourceId" = $2`,
      [ctx.workspace.id, sync.sourceId, JSON.stringify(rows)],
    );
  });
}

const GROUP = "group:";
const groupsIn = (principals: Principals) =>
  (principals ?? []).filter((principal) => principal.startsWith(GROUP));

/** Ids of groups are those of one service: another connection may not speak of them. */
function inConnection({ connectionId }: RunningSync, principal: string): string {
  return principal.startsWith(GROUP) ? `${connectionId}/${principal}` : principal;
}

/** Groups that documents of this source name, as the connector knows them. */
async function referencedGroups(ctx: WorkspaceScope, sync: RunningSync): Promise<string[]> {
  const prefix = `${sync.connectionId}/`;
  const rows = await ctx.sql.query<{ reader: string }>(
    `select distinct reader from "Document" d, unnest(d.readers) reader
     where d."workspaceId" = $1 and d."sourceId" = $2 and d."deletedAt" is null and starts_with(reader, $3)`,
    [ctx.workspace.id, sync.sourceId, `${prefix}${GROUP}`],
  );
  return rows.map(({ reader }) => reader.slice(prefix.length));
}

/** Asks about each group once a run, and about those inside; one that can't be read has no members. */
function groupReader(ctx: WorkspaceScope, sync: RunningSync) {
  const seen = new Set<string>();
  return {
    async read(groups: readonly string[]): Promise<void> {
      let next = [...new Set(groups)].filter((group) => !seen.has(group));
      while (next.length > 0) {
        const batch = next.slice(0, BATCH);
        for (const group of batch) seen.add(group);
        const found = await askAll(batch, async (group) => ({
          group,
          members:
            (await asked(
              sync,
              async () => (await sync.runtime.groupMembers?.(sync.call, group)) ?? null,
            )) ?? [],
        }));
        await storeMembers(ctx, sync, found);
        const inside = found.flatMap(({ members }) => groupsIn(members));
        next = [...new Set([...next.slice(BATCH), ...inside])].filter((group) => !seen.has(group));
      }
    },
  };
}

async function storeMembers(
  ctx: WorkspaceScope,
  sync: RunningSync,
  groups: readonly { group: string; members: readonly string[] }[],
): Promise<void> {
  const { connectionId } = sync;
  const rows = groups.flatMap(({ group, members }) =>
    [...new Set(members)].map((member) => ({
      ...{ connectionId, workspaceId: ctx.workspace.id },
      group: inConnection(sync, group),
      member: inConnection(sync, member),
    })),
  );
  await ctx.db.$transaction(async (tx) => {
    await holdLease(tx, sync.lease);
    const named = groups.map(({ group }) => inConnection(sync, group));
    await tx.sourceGroupMember.deleteMany({
      where: { connectionId, workspaceId: ctx.workspace.id, group: { in: named } },
    });
    await tx.sourceGroupMember.createMany({ data: rows, skipDuplicates: true });
  });
}
