import "server-only";
import type { Tx } from "../context";
import type { IndexingScope } from "./scope";

/**
 * Queues what is left to do for documents, within the caller's transaction: reading the newest version, and storing
 * versions in indexes. The first goes first, the others let what people upload meanwhile pass.
 */
export async function queueDocuments(
  tx: Tx,
  scope: IndexingScope,
  documentIds: readonly string[],
): Promise<void> {
  const workspaceId = scope.workspace.id;
  const priorities = new Map(documentIds.map((id, index) => [id, 0 - index]));
  const documents = await tx.document.findMany({
    where: { id: { in: [...documentIds] }, workspaceId, state: { in: ["queued", "reading"] } },
    select: {
      id: true,
      versions: { orderBy: { number: "desc" }, take: 1, select: { id: true } },
    },
  });
  const rows = await tx.indexedVersion.findMany({
    where: {
      workspaceId,
      state: { in: ["queued", "indexing"] },
      version: { documentId: { in: [...documentIds] } },
    },
    select: { indexId: true, versionId: true, version: { select: { documentId: true } } },
  });
  await scope.jobs.enqueueAll(
    tx,
    "read-version",
    documents.flatMap(({ id, versions }) =>
      versions.map((version) => ({
        payload: { workspaceId, versionId: version.id },
        priority: priorities.get(id) ?? 0,
      })),
    ),
  );
  await scope.jobs.enqueueAll(
    tx,
    "index-version",
    rows.map(({ indexId, versionId, version }) => ({
      payload: { workspaceId, indexId, versionId },
      priority: priorities.get(version.documentId) ?? 0,
    })),
  );
}
