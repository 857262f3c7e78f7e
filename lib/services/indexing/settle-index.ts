import "server-only";
import type { Tx } from "../context";
import { retireIndexes } from "../store/retire-indexes";
import type { IndexingScope } from "./scope";

/**
 * Puts a newly built index in the place of the one that answers, once it has everything the sources hold; in the
 * caller's transaction. Does nothing for any other index.
 */
export async function settleIndex(tx: Tx, scope: IndexingScope, indexId: string): Promise<void> {
  const workspaceId = scope.workspace.id;
  const building = () =>
    tx.storeIndex.findFirst({
      where: { id: indexId, workspaceId, state: "building", store: { deletedAt: null } },
      select: { storeId: true },
    });
  const before = await building();
  if (!before) return;
  await tx.$queryRaw`SELECT 1 FROM "Store" WHERE "id" = ${before.storeId} FOR UPDATE`;
  // It may have been given up until the lock was had.
  const index = await building();
  if (!index) return;
  const unfinished = await tx.indexedVersion.count({
    where: { indexId, workspaceId, state: { notIn: ["ready", "skipped"] } },
  });
  if (unfinished > 0 || (await missing(tx, { workspaceId, indexId, ...index })) > 0) return;
  await retireIndexes(tx, scope, { storeId: index.storeId, state: "active" });
  await tx.storeIndex.update({ where: { id: indexId, workspaceId }, data: { state: "active" } });
  await tx.store.update({
    where: { id: index.storeId, workspaceId },
    data: { activeIndexId: indexId },
  });
}

/** How many documents answer now and would not answer from this index. */
async function missing(
  tx: Tx,
  { workspaceId, indexId, storeId }: { workspaceId: string; indexId: string; storeId: string },
) {
  return tx.document.count({
    where: {
      workspaceId,
      deletedAt: null,
      source: { deletedAt: null, storeSources: { some: { storeId } } },
      currentVersion: { indexed: { none: { indexId } } },
    },
  });
}
