import "server-only";
import type { Tx } from "../context";
import type { IndexingScope } from "./scope";

/**
 * Notes that versions belong into an index and queues the work, within the caller's transaction. What is noted
 * already is left alone, so that it may be called again.
 */
export async function queueVersions(
  tx: Tx,
  scope: IndexingScope,
  { indexId, versionIds }: { indexId: string; versionIds: readonly string[] },
): Promise<void> {
  const workspaceId = scope.workspace.id;
  const known = await tx.indexedVersion.findMany({
    where: { indexId, workspaceId, versionId: { in: [...versionIds] } },
    select: { versionId: true },
  });
  const fresh = versionIds.filter((id) => !known.some(({ versionId }) => versionId === id));
  await tx.indexedVersion.createMany({
    data: fresh.map((versionId) => ({ workspaceId, indexId, versionId })),
    skipDuplicates: true,
  });
  for (const versionId of fresh) {
    await scope.jobs.enqueue(tx, "index-version", { workspaceId, indexId, versionId });
  }
}
