import "server-only";
import { recordAudit } from "../audit/record";
import { actorName, removeDocuments } from "./remove";
import { inBatches, selectedDocuments, type SelectionCall } from "./selection";

/**
 * Deletes documents; from the answer on, no question finds them. A receipt of each stays. Throws
 * `document.not-found`.
 */
export async function deleteDocuments({
  ctx,
  input,
}: SelectionCall): Promise<{ deleted: number; passagesRemoved: number }> {
  const ids = await selectedDocuments(ctx, input);
  let deleted = 0;
  let passagesRemoved = 0;
  await inBatches(ctx, ids, async (tx, batch) => {
    const deletedBy = await actorName(tx, ctx);
    const which = { id: { in: batch } };
    for (const receipt of await removeDocuments(tx, ctx, { which, deletedBy })) {
      deleted += 1;
      passagesRemoved += receipt.passages;
      await recordAudit(tx, ctx, {
        action: "document.delete",
        entity: "document",
        entityId: receipt.documentId,
        detail: { name: receipt.documentName, passagesRemoved: receipt.passages },
      });
    }
  });
  return { deleted, passagesRemoved };
}
