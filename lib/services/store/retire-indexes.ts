import "server-only";
import type { Tx } from "../context";
import type { IndexingScope } from "../indexing/scope";

/**
 * Takes indexes of a store out of use, within the caller's transaction; a job removes their passages. Returns how many
 * there were. The store is locked first, as by what puts an index to use: neither can undo the other half-way.
 */
export async function retireIndexes(
  tx: Tx,
  scope: IndexingScope,
  { storeId, state }: { storeId: string; state: "building" | "active" },
): Promise<number> {
  const workspaceId = scope.workspace.id;
  await tx.$queryRaw`SELECT 1 FROM "Store" WHERE "id" = ${storeId} FOR UPDATE`;
  const indexes = await tx.storeIndex.findMany({
    where: { storeId, workspaceId, state },
    select: { id: true },
  });
  const ids = indexes.map(({ id }) => id);
  await tx.storeIndex.updateMany({
    where: { id: { in: ids }, workspaceId },
    data: { state: "retired" },
  });
  for (const indexId of ids) await scope.jobs.enqueue(tx, "purge-index", { workspaceId, indexId });
  return ids.length;
}
