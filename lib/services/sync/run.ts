import "server-only";
import { isAppError, type AppError } from "@/lib/errors/app-error";
import type { WorkspaceScope } from "../context";
import { Postponed } from "../indexing/postponed";
import { applyPage } from "./apply-page";
import { compare } from "./compare";
import { endRun } from "./end-run";
import { needsAdmin } from "./failing";
import { fetchItems, SyncCancelled } from "./fetch-items";
import { followAccess } from "./follow-access";
import { LeaseLost, takeLease, type Lease } from "./lease";
import { readAgain } from "./read-again";
import { findRun, openSync, type FoundRun, type RunningSync } from "./running";

interface RunSync {
  ctx: WorkspaceScope;
  input: { runId: string };
  signal: AbortSignal;
}

/**
 * Does a run, or goes on with it where it was broken off: reads the changes page by page, compares, fetches. An error
 * removes nothing: what is thrown ends or postpones the run and leaves all documents as they are. Throws the
 * connector's errors, and `Postponed` while the service wants to be left alone or another worker is at it.
 */
export async function runSync({ ctx, input, signal }: RunSync): Promise<void> {
  const run = await findRun(ctx, input.runId);
  if (!run) return;
  const lease = await takeLease(ctx, run.sourceId);
  if ("freeAt" in lease) throw new Postponed(lease.freeAt);
  try {
    await steps(ctx, run, { lease, signal });
  } catch (error) {
    if (error instanceof LeaseLost) return;
    if (error instanceof SyncCancelled) {
      await endRun(ctx, { run, phase: "cancelled" });
      return;
    }
    if (isAppError(error) && error.code === "connector.throttled")
      throw await wait(ctx, run, error);
    throw error;
  } finally {
    await lease.release();
  }
}

async function steps(
  ctx: WorkspaceScope,
  run: FoundRun,
  held: { lease: Lease; signal: AbortSignal },
): Promise<void> {
  if (run.cancelAt) throw new SyncCancelled();
  await ctx.db.syncRun.updateMany({
    where: { id: run.id, workspaceId: ctx.workspace.id },
    data: {
      startedAt: run.startedAt ?? new Date(),
      waitingUntil: null,
      ...(run.phase === "queued" && { phase: "listing" as const }),
    },
  });
  const sync = await openSync(ctx, run, held);
  if (run.phase === "queued" || run.phase === "listing") await list(ctx, sync, run.sync.cursor);
  if (run.phase !== "fetching") {
    await readAgain(ctx, sync);
    await compare(ctx, sync);
  }
  const access = followAccess(ctx, sync);
  // What is there already before what is new: a file that was taken from people is not shown to them in its newest version.
  await access.read();
  await fetchItems(ctx, sync);
  await access.read();
  await access.finish();
  await endRun(ctx, { run, phase: "finished" });
}

async function list(ctx: WorkspaceScope, sync: RunningSync, cursor: string | null): Promise<void> {
  const { runtime, call, scope, signal } = sync;
  for await (const page of runtime.changes(call, { scope, cursor })) {
    signal.throwIfAborted();
    await applyPage(ctx, sync, page);
    const cancelled = await ctx.db.syncRun.count({
      where: { id: sync.runId, workspaceId: ctx.workspace.id, cancelAt: { not: null } },
    });
    if (cancelled > 0) throw new SyncCancelled();
    if (page.done) return;
  }
}

/** Shows until when, and sends the job away until then. */
async function wait(ctx: WorkspaceScope, run: FoundRun, error: AppError): Promise<Postponed> {
  const until = new Date(Date.now() + (error.retryAfterMs ?? 1000));
  await ctx.db.syncRun.updateMany({
    where: { id: run.id, workspaceId: ctx.workspace.id },
    data: { waitingUntil: until },
  });
  return new Postponed(until, { cause: error });
}

/** Ends a run that was given up. Nothing is removed, and the next run goes on from the last page that was stored. */
export async function failSync(
  ctx: WorkspaceScope,
  { runId, error }: { runId: string; error: { code: string; params: object } },
): Promise<void> {
  const run = await findRun(ctx, runId);
  if (!run) return;
  await endRun(ctx, { run, phase: "failed", error });
  if (!needsAdmin(error.code)) return;
  await ctx.db.sourceConnection.updateMany({
    where: { id: run.sync.connectionId, workspaceId: ctx.workspace.id },
    data: { error: { ...error } },
  });
}
