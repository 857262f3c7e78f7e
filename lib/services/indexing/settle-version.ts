import "server-only";
import { sqlPort } from "@/lib/db/sql";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import type { Tx } from "../context";
import { linkedIndexes } from "./linked-indexes";
import type { IndexingScope } from "./scope";

/**
 * Makes a version the one that answers, once every index in use has all of it, and removes the passages of the
 * versions before it; all in the caller's transaction, so that a question meets either the old version or the new.
 */
export async function settleVersion(
  tx: Tx,
  scope: IndexingScope,
  versionId: string,
): Promise<void> {
  const workspaceId = scope.workspace.id;
  const version = await tx.documentVersion.findFirst({
    where: { id: versionId, workspaceId, document: { deletedAt: null } },
    select: { id: true, number: true, documentId: true },
  });
  if (!version) return;
  // The last two indexes may finish at the same moment: each must see the other's end.
  await tx.$queryRaw`SELECT 1 FROM "Document" WHERE "id" = ${version.documentId} FOR UPDATE`;
  const document = await tx.document.findFirst({
    where: { id: version.documentId, workspaceId, deletedAt: null },
    select: { id: true, sourceId: true, currentVersion: { select: { number: true } } },
  });
  if (!document || (document.currentVersion?.number ?? 0) >= version.number) return;
  const indexes = await linkedIndexes(tx, { workspaceId, sourceId: document.sourceId });
  const inUse = indexes.filter((index) => index.state === "active").map((index) => index.id);
  const ready = await tx.indexedVersion.count({
    where: { workspaceId, versionId, state: "ready", indexId: { in: inUse } },
  });
  if (ready < inUse.length) return;
  await tx.document.update({
    where: { id: document.id, workspaceId },
    data: { currentVersionId: versionId },
  });
  await removeOlder(tx, { workspaceId, documentId: document.id, number: version.number });
}

async function removeOlder(
  tx: Tx,
  { workspaceId, documentId, number }: { workspaceId: string; documentId: string; number: number },
) {
  const older = { workspaceId, version: { documentId, number: { lt: number } } };
  const rows = await tx.indexedVersion.findMany({
    where: older,
    select: { indexId: true, versionId: true },
  });
  const passages = createPassageStore(sqlPort(tx));
  for (const row of rows) await passages.deleteVersion({ workspaceId, ...row });
  await tx.indexedVersion.deleteMany({ where: older });
}
