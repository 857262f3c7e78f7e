import "server-only";
import { inBatches, selectedDocuments, type SelectionCall } from "./selection";

/**
 * Stops preparing documents after what is stored now; what answers already goes on answering. Those with nothing left
 * to do are left alone. Returns how many it stopped. Throws `document.not-found`.
 */
export async function pauseDocuments({ ctx, input }: SelectionCall): Promise<{ changed: number }> {
  const inWork = ["queued", "reading", "indexing", "waiting"] as const;
  const ids = await selectedDocuments(ctx, input, inWork);
  await inBatches(ctx, ids, async (tx, batch) => {
    await tx.document.updateMany({
      where: { id: { in: batch }, workspaceId: ctx.workspace.id },
      data: { pausedAt: new Date() },
    });
  });
  return { changed: ids.length };
}
