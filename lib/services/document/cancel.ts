import "server-only";
import { queueDocuments } from "../indexing/queue-documents";
import { inBatches, selectedDocuments, type SelectionCall } from "./selection";

const CANCELLED = { code: "document.cancelled", params: {} };

/**
 * Gives up preparing documents: they are skipped until somebody tries again, and an earlier version goes on
 * answering. Finished ones are left alone. Returns how many it gave up. Throws `document.not-found`.
 */
export async function cancelDocuments({ ctx, input }: SelectionCall): Promise<{ changed: number }> {
  const workspaceId = ctx.workspace.id;
  const inWork = ["queued", "reading", "indexing", "waiting", "paused"] as const;
  const ids = await selectedDocuments(ctx, input, inWork);
  await inBatches(ctx, ids, async (tx, batch) => {
    const given = { id: { in: batch }, workspaceId };
    await tx.indexedVersion.updateMany({
      where: {
        workspaceId,
        state: { in: ["queued", "indexing"] },
        index: { state: "active" },
        version: { document: given },
      },
      data: { state: "skipped", error: CANCELLED },
    });
    await tx.document.updateMany({
      where: { ...given, state: { in: ["queued", "reading"] } },
      data: { state: "skipped", error: CANCELLED },
    });
    await tx.document.updateMany({ where: given, data: { pausedAt: null } });
    // An index being built beside the one in use wants them all the same.
    await queueDocuments(tx, ctx, batch);
  });
  return { changed: ids.length };
}
