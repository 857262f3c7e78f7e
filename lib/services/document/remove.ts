import "server-only";
import { sqlPort } from "@/lib/db/sql";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { Tx, WorkspaceContext, WorkspaceScope } from "../context";
import { forgetAnswersFrom } from "../kept-answer/purge";

export interface Removed {
  documentId: string;
  documentName: string;
  /** How many there were of it, in all indexes. */
  passages: number;
}

export interface Removal {
  readonly which: { readonly id: { in: string[] } } | { readonly sourceId: string };
  /** For the receipt: a person's name, or that of the source that said so. */
  readonly deletedBy: string;
}

/** The name of whoever acts, as it is now. */
export async function actorName(tx: Tx, ctx: WorkspaceContext): Promise<string> {
  const { name } = await tx.user.findUniqueOrThrow({
    where: { id: ctx.actor.userId },
    select: { name: true },
  });
  return name;
}

/**
 * Deletes documents and their passages within the caller's transaction: once it commits nothing answers from them.
 * Files and rows go in the background; a receipt of each stays.
 */
export async function removeDocuments(
  tx: Tx,
  ctx: WorkspaceScope,
  { which, deletedBy }: Removal,
): Promise<Removed[]> {
  const workspaceId = ctx.workspace.id;
  const documents = await tx.document.findMany({
    where: { ...which, workspaceId, deletedAt: null },
    select: {
      id: true,
      name: true,
      source: { select: { name: true, respectsPermissions: true } },
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
  const receipts = documents.map(({ id, name, source, _count }) => ({
    workspaceId,
    documentId: id,
    // Receipts are for everybody who looks after knowledge, the names of such files are not.
    documentName: source.respectsPermissions ? "—" : name,
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
