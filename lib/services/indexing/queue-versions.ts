import "server-only";
import type { Tx } from "../context";
import type { IndexingScope } from "./scope";

/** A version to be indexed, and how far back in the queue; see {@link JobQueue.enqueueAll}. */
export interface QueuedVersion {
  id: string;
  priority: number;
}

/**
 * Notes that versions belong into an index and queues the work, within the caller's transaction. What is noted
 * already is left alone, so that it may be called again.
 */
export async function queueVersions(
  tx: Tx,
  scope: IndexingScope,
  { indexId, versions }: { indexId: string; versions: readonly QueuedVersion[] },
): Promise<void> {
  const workspaceId = scope.workspace.id;
  const rows = await tx.indexedVersion.findMany({
    where: { indexId, workspaceId, versionId: { in: versions.map(({ id }) => id) } },
    select: { versionId: true },
  });
  const known = new Set(rows.map(({ versionId }) => versionId));
  const fresh = versions.filter(({ id }) => !known.has(id));
  await tx.indexedVersion.createMany({
    data: fresh.map(({ id }) => ({ workspaceId, indexId, versionId: id })),
    skipDuplicates: true,
  });
  await scope.jobs.enqueueAll(
    tx,
    "index-version",
    fresh.map(({ id, priority }) => ({
      payload: { workspaceId, indexId, versionId: id },
      priority,
    })),
  );
}
