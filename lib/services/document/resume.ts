import "server-only";
import { queueDocuments } from "../indexing/queue-documents";
import { inBatches, selectedDocuments, type SelectionCall } from "./selection";

/** Goes on with paused documents where they stopped. Returns how many there were. Throws `document.not-found`. */
export async function resumeDocuments({ ctx, input }: SelectionCall): Promise<{ changed: number }> {
  const ids = await selectedDocuments(ctx, input, ["paused"]);
  await inBatches(ctx, ids, async (tx, batch) => {
    await tx.document.updateMany({
      where: { id: { in: batch }, workspaceId: ctx.workspace.id },
      data: { pausedAt: null },
    });
    await queueDocuments(tx, ctx, batch);
  });
  return { changed: ids.length };
}
