import "server-only";
import type { Tx } from "../context";
import type { IndexingScope } from "./scope";

/** Queues the work of bringing every index of a store up to what its sources hold. */
export async function queueStore(tx: Tx, scope: IndexingScope, storeId: string): Promise<void> {
  const workspaceId = scope.workspace.id;
  const indexes = await tx.storeIndex.findMany({
    where: { storeId, workspaceId, state: { in: ["building", "active"] } },
    select: { id: true },
  });
  for (const { id } of indexes) {
    await scope.jobs.enqueue(tx, "build-index", { workspaceId, indexId: id });
  }
}
