import "server-only";
import type { WorkspaceScope } from "../context";

/** Removes a deleted document for good, its files, then its rows, and notes it on the receipt. Does nothing for one that isn't deleted. */
export async function purgeDocument({
  ctx,
  input,
}: {
  ctx: WorkspaceScope;
  input: { documentId: string };
}): Promise<void> {
  const where = {
    id: input.documentId,
    workspaceId: ctx.workspace.id,
    deletedAt: { not: null },
  };
  const document = await ctx.db.document.findFirst({
    where,
    select: { versions: { select: { storageKey: true } } },
  });
  if (!document) return;
  for (const { storageKey } of document.versions) await ctx.storage.delete(storageKey);
  await ctx.db.$transaction([
    ctx.db.deletionReceipt.updateMany({
      where: { documentId: input.documentId, workspaceId: ctx.workspace.id },
      data: { purgedAt: new Date() },
    }),
    ctx.db.document.deleteMany({ where }),
  ]);
}
