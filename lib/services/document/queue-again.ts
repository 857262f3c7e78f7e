import "server-only";
import type { Tx, WorkspaceScope } from "../context";

/**
 * Queues the work of making a document's passages anew, as a new name needs it, which they carry for search: none of them
 * counts as made. Those being made, or given up, are made anew by the job they have, or get when people try again.
 * Comes before the change itself: see takeRow in indexing/index-version.ts.
 */
export async function queueAgain(
  tx: Tx,
  ctx: Pick<WorkspaceScope, "workspace" | "jobs">,
  documentId: string,
): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const rows = {
    workspaceId,
    version: { documentId },
    index: { state: { in: ["building" as const, "active" as const] } },
  };
  await tx.indexedVersion.updateMany({ where: rows, data: { passages: 0 } });
  const ready = await tx.indexedVersion.findMany({
    where: { ...rows, state: "ready" },
    select: { indexId: true, versionId: true },
  });
  for (const { indexId, versionId } of ready) {
    await tx.indexedVersion.update({
      where: { indexId_versionId: { indexId, versionId }, workspaceId },
      data: { state: "queued" },
    });
    await ctx.jobs.enqueue(tx, "index-version", { workspaceId, indexId, versionId });
  }
}
