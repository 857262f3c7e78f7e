import "server-only";
import { sqlPort } from "@/lib/db/sql";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { Tx, WorkspaceContext } from "../context";
import { forgetAnswersFrom } from "../kept-answer/purge";

export interface Removed {
  documentId: string;
  documentName: string;
  /** How many there were of it, in all indexes. */
  passages: number;
}

/**
 * Deletes documents and their passages within the caller's transaction: once it commits nothing answers from them.
 * Files and rows go in the background; a receipt of each stays.
 */
export async function removeDocuments(
  tx: Tx,
  ctx: WorkspaceContext,
  which: { id: { in: string[] } } | { sourceId: string },
): Promise<Removed[]> {
  const workspaceId = ctx.workspace.id;
  const documents = await tx.document.findMany({
    where: { ...which, workspaceId, deletedAt: null },
    select: {
      id: true,
      name: true,
      source: { select: { name: true } },
      _count: { select: { versions: true } },
    },
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
  await forgetAnswersFrom(tx, workspaceId, ids);
  const passages = createPassageStore(sqlPort(tx));
  const counts = new Map<string, number>();
  for (const documentId of ids) {
    counts.set(documentId, await passages.deleteDocument({ workspaceId, documentId }));
  }
  const { name: deletedBy } = await tx.user.findUniqueOrThrow({
    where: { id: ctx.actor.userId },
    select: { name: true },
  });
  const receipts = documents.map(({ id, name, source, _count }) => ({
    workspaceId,
    documentId: id,
    documentName: name,
    sourceName: source.name,
    deletedBy,
    versions: _count.versions,
    passages: counts.get(id) ?? 0,
  }));
  await tx.deletionReceipt.createMany({ data: receipts });
  await ctx.jobs.enqueueAll(
    tx,
    "purge-document",
    ids.map((documentId) => ({ payload: { workspaceId, documentId }, priority: 0 })),
  );
  return receipts;
}
