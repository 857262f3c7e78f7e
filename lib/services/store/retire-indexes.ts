import "server-only";
import type { Tx } from "../context";
import type { IndexingScope } from "../indexing/scope";

/** Takes indexes of a store out of use, within the caller's transaction; a job removes their passages. */
export async function retireIndexes(
  tx: Tx,
  scope: IndexingScope,
  { storeId, state }: { storeId: string; state: "building" | "active" },
): Promise<void> {
  const workspaceId = scope.workspace.id;
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
}
