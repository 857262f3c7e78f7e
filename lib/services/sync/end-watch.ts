import "server-only";
import type { Tx, WorkspaceScope } from "../context";
import { openSource } from "../source-connection/open";

const TIMEOUT_MS = 30_000;

/**
 * Queues the end of what services were asked to tell of a source, within the transaction that deletes it. Nobody waits for that: a
 * service that can't be reached calls an address that nobody answers at, until it forgets.
 */
export async function queueWatchEnds(
  tx: Tx,
  ctx: Pick<WorkspaceScope, "workspace" | "jobs">,
  sourceId: string,
): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const watches = await tx.syncWatch.findMany({
    where: { sourceId, workspaceId, handle: { not: null } },
    select: { handle: true, sync: { select: { connectionId: true } } },
  });
  const jobs = watches.flatMap(({ handle, sync: { connectionId } }) =>
    handle === null ? [] : [{ payload: { workspaceId, connectionId, handle }, priority: 0 }],
  );
  await ctx.jobs.enqueueAll(tx, "end-watch", jobs);
}

/** Ends one. Throws `source-connection.not-found`, and the connector's errors. */
export async function endWatch({
  ctx,
  input: { connectionId, handle },
  signal,
}: {
  ctx: WorkspaceScope;
  input: { connectionId: string; handle: string };
  signal: AbortSignal;
}): Promise<void> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const { runtime, call } = await openSource(ctx, connectionId, until);
  await runtime.watching?.stop(call, handle);
}
