import "server-only";
import PQueue from "p-queue";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { wholeStream } from "@/lib/knowledge/sync/whole-stream";
import type { WorkspaceScope } from "../context";
import { holdLease } from "./lease";
import { noteOutcomes } from "./note-outcomes";
import { pendingItems, remoteItemOf, type PendingItem } from "./pending";
import type { RunningSync } from "./running";
import { storeItem } from "./store-item";

/** Files fetched at the same time. */
const AT_ONCE = 4;
const BATCH = 40;
const TRIES = 3;
/** So many failures one after the other are no matter of the files: the run waits and goes on later. */
const IN_A_ROW = 10;

/** Thrown by a run that somebody cancelled. */
export class SyncCancelled extends Error {
  constructor() {
    super("cancelled by a person");
    this.name = "SyncCancelled";
  }
}

/**
 * Fetches every file that is marked, each on its own: one that fails is told and stops no other. Goes on where it was broken
 * off. Throws what concerns the whole source: `connector.throttled`, `connector.reconnect`, the failure that came
 * {@link IN_A_ROW} times, `SyncCancelled`, `LeaseLost`, the signal's reason.
 */
export async function fetchItems(ctx: WorkspaceScope, sync: RunningSync): Promise<void> {
  const tracked = { inARow: 0 };
  let after = "";
  for (;;) {
    await checkCancelled(ctx, sync);
    const items = await pendingItems(ctx, { sourceId: sync.sourceId, after, most: BATCH });
    const last = items.at(-1);
    if (!last) return;
    await fetchBatch(ctx, sync, { items, tracked });
    after = last.remoteId;
  }
}

/** Throws `SyncCancelled`, the signal's reason. */
export async function checkCancelled(ctx: WorkspaceScope, sync: RunningSync): Promise<void> {
  sync.signal.throwIfAborted();
  const cancelled = await ctx.db.syncRun.count({
    where: { id: sync.runId, workspaceId: ctx.workspace.id, cancelAt: { not: null } },
  });
  if (cancelled > 0) throw new SyncCancelled();
}

interface Tracked {
  inARow: number;
}

/** What stops the batch stops it once the files at work are done with. */
async function fetchBatch(
  ctx: WorkspaceScope,
  sync: RunningSync,
  { items, tracked }: { items: readonly PendingItem[]; tracked: Tracked },
): Promise<void> {
  const queue = new PQueue({ concurrency: AT_ONCE });
  let stopped: { error: unknown } | null = null;
  for (const item of items) {
    void queue.add(async () => {
      if (stopped) return;
      try {
        await fetchOne(ctx, sync, { item, tracked });
      } catch (error) {
        stopped ??= { error };
        queue.clear();
      }
    });
  }
  await queue.onIdle();
  // Assigned in the callbacks above, which the compiler doesn't follow.
  const end = stopped as { error: unknown } | null;
  if (end) throw end.error;
}

async function fetchOne(
  ctx: WorkspaceScope,
  sync: RunningSync,
  { item, tracked }: { item: PendingItem; tracked: Tracked },
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await download(ctx, sync, item);
      tracked.inARow = 0;
      return;
    } catch (error) {
      sync.signal.throwIfAborted();
      if (!isAppError(error) || concernsAll(error)) throw error;
      const again = error.retryable && error.code !== "connector.item-changed";
      if (again && attempt < TRIES) {
        await pause(attempt * 300);
        continue;
      }
      tracked.inARow = again ? tracked.inARow + 1 : 0;
      if (tracked.inARow >= IN_A_ROW) throw error;
      await noteFailure(ctx, sync, { item, error });
      return;
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether it is no matter of the one file. */
export function concernsAll({ code }: AppError): boolean {
  return (
    code === "connector.throttled" || code === "connector.reconnect" || code === "storage.full"
  );
}

async function download(ctx: WorkspaceScope, sync: RunningSync, item: PendingItem): Promise<void> {
  const got = await sync.runtime.download(sync.call, remoteItemOf(item));
  const file = await ctx.storage.put(wholeStream(got), {
    maxBytes: sync.filters.maxBytes,
    signal: sync.signal,
  });
  let needed = false;
  try {
    if (file.size === 0) throw new AppError("document.empty", "bad-request");
    const needs = (file: boolean) => {
      needed = file;
    };
    await storeItem(ctx, sync, { item, file, download: got, needs });
  } finally {
    if (!needed) await ctx.storage.delete(file.key);
  }
  await ctx.sql.query(`update "SyncRun" set fetched = fetched + 1 where id = $1`, [sync.runId]);
}

/** Of a file that failed, until it is tried again. */
export const FIRST_WAIT_S = 600;
export const LONGEST_WAIT_S = 86_400;

/**
 * What there was of it before stays and goes on answering. Unless its file changes or somebody asks, it is tried again after ten
 * minutes, and then after four times as long each time, up to a day.
 */
async function noteFailure(
  ctx: WorkspaceScope,
  sync: RunningSync,
  { item, error }: { item: PendingItem; error: AppError },
): Promise<void> {
  const reason = { code: error.code, params: error.params };
  const { remoteId, name, folder } = item;
  const waitS = Math.min(FIRST_WAIT_S * 4 ** Math.min(item.attempts, 10), LONGEST_WAIT_S);
  await ctx.db.$transaction(async (tx) => {
    await holdLease(tx, sync.lease);
    await tx.syncItem.update({
      where: { sourceId_remoteId: { sourceId: sync.sourceId, remoteId } },
      data: {
        state: "failed",
        error: reason,
        attempts: { increment: 1 },
        failedEtag: item.etag,
        failedSize: item.size,
        retryAt: new Date(Date.now() + waitS * 1000),
      },
    });
    await noteOutcomes(tx, ctx, {
      runId: sync.runId,
      outcomes: [{ remoteId, name, folder, outcome: "failed", error: reason }],
    });
    await tx.syncRun.update({
      where: { id: sync.runId, workspaceId: ctx.workspace.id },
      data: { fetched: { increment: 1 } },
    });
  });
}
