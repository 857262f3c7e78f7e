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
  await settleAgain(tx, scope, indexId);
}

/**
 * Versions that were whole in the new index before they were in the old one: only now can they become those that
 * answer. Nothing else would look at them again, as what was left to do for the old index is not done any more.
 */
async function settleAgain(tx: Tx, scope: IndexingScope, indexId: string): Promise<void> {
  const workspaceId = scope.workspace.id;
  const rows = await tx.indexedVersion.findMany({
    where: { indexId, workspaceId, state: "ready", version: { currentOf: null } },
    select: { versionId: true },
  });
  const versionIds = rows.map(({ versionId }) => versionId);
  await tx.indexedVersion.updateMany({
    where: { indexId, workspaceId, versionId: { in: versionIds } },
    data: { state: "queued" },
  });
  await scope.jobs.enqueueAll(
    tx,
    "index-version",
    versionIds.map((versionId) => ({ payload: { workspaceId, indexId, versionId }, priority: 0 })),
  );
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
