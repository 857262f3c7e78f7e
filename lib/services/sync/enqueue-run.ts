import "server-only";
import { sqlPort } from "@/lib/db/sql";
import type { ServiceContext, Tx } from "../context";

interface Scope extends Pick<ServiceContext, "jobs"> {
  readonly workspace: { readonly id: string };
}

/**
 * Queues a run of a source within the caller's transaction, unless one has not ended: then nothing is added and null is
 * returned. What its service said before is answered by it.
 */
export async function enqueueRun(
  tx: Tx,
  scope: Scope,
  {
    sourceId,
    confirmed = false,
    asked = false,
  }: { sourceId: string; confirmed?: boolean; asked?: boolean },
): Promise<{ id: string } | null> {
  const workspaceId = scope.workspace.id;
  // The row of the sync makes those who ask at the same moment take turns.
  await sqlPort(tx).query(
    `select 1 as one from "SourceSync" where "sourceId" = $1 and "workspaceId" = $2 for update`,
    [sourceId, workspaceId],
  );
  const open = await tx.syncRun.count({ where: { sourceId, workspaceId, endedAt: null } });
  if (open > 0) return null;
  const run = await tx.syncRun.create({
    data: { workspaceId, sourceId, confirmed, asked },
    select: { id: true },
  });
  await tx.sourceSync.updateMany({
    where: { sourceId, workspaceId },
    data: { nextAt: null, hintedAt: null },
  });
  await scope.jobs.enqueue(tx, "sync-source", { workspaceId, runId: run.id });
  return run;
}
