import "server-only";
import { sqlPort } from "@/lib/db/sql";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { Tx, WorkspaceContext } from "../context";

/**
 * Deletes documents and their passages within the caller's transaction: once it commits nothing answers from them.
 * Files and rows go in the background. Returns how many passages there were.
 */
export async function removeDocuments(
  tx: Tx,
  ctx: WorkspaceContext,
  which: { id: string } | { sourceId: string },
): Promise<number> {
  const workspaceId = ctx.workspace.id;
  const documents = await tx.document.findMany({
    where: { ...which, workspaceId, deletedAt: null },
    select: { id: true },
  });
  const ids = documents.map(({ id }) => id);
  // In the order in which indexing takes them, so that neither waits for the other for ever.
  await tx.indexedVersion.deleteMany({
    where: { workspaceId, version: { documentId: { in: ids } } },
  });
  await tx.document.updateMany({
    where: { id: { in: ids }, workspaceId },
    data: { deletedAt: new Date() },
  });
  const passages = createPassageStore(sqlPort(tx));
  let removed = 0;
  for (const documentId of ids) {
    removed += await passages.deleteDocument({ workspaceId, documentId });
    await ctx.jobs.enqueue(tx, "purge-document", { workspaceId, documentId });
  }
  return removed;
}
