import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import type { Tx, WorkspaceContext, WorkspaceScope } from "../context";
import { queueDocuments } from "../indexing/queue-documents";
import { inBatches, selectedDocuments, type SelectionCall } from "./selection";

/**
 * Tries again what failed or was skipped: reading the file, or storing it in an index, at once also where a model
 * asked to wait; other documents are left alone. Returns how many there were. Throws `document.not-found`.
 */
export async function retryDocuments({ ctx, input }: SelectionCall): Promise<{ changed: number }> {
  const ids = await selectedDocuments(ctx, input, ["failed", "skipped"]);
  await inBatches(ctx, ids, (tx, batch) => retry(tx, ctx, batch));
  return { changed: ids.length };
}

const ENDED = { in: ["failed" as const, "skipped" as const] };

async function retry(tx: Tx, ctx: WorkspaceContext, ids: string[]): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const rows = { workspaceId, state: ENDED, version: { documentId: { in: ids } } };
  const indexes = await tx.storeIndex.findMany({
    where: { workspaceId, versions: { some: rows } },
    select: { connectionId: true },
  });
  await tx.modelWait.deleteMany({
    where: { workspaceId, connectionId: { in: indexes.map(({ connectionId }) => connectionId) } },
  });
  await queueFailed(tx, ctx, ids);
}

/** Queues again what failed or was skipped of these documents, within the caller's transaction. */
export async function queueFailed(
  tx: Tx,
  ctx: Pick<WorkspaceScope, "workspace" | "jobs">,
  ids: string[],
): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const rows = { workspaceId, state: ENDED, version: { documentId: { in: ids } } };
  const touched = await tx.indexedVersion.findMany({
    where: rows,
    select: { version: { select: { documentId: true } } },
  });
  await tx.indexedVersion.updateMany({
    where: rows,
    data: { state: "queued", error: Prisma.DbNull },
  });
  const documents = { id: { in: ids }, workspaceId, state: ENDED };
  const unread = await tx.document.findMany({ where: documents, select: { id: true } });
  await tx.document.updateMany({
    where: documents,
    data: { state: "queued", error: Prisma.DbNull, pausedAt: null },
  });
  const again = [...unread.map(({ id }) => id), ...touched.map((row) => row.version.documentId)];
  await queueDocuments(tx, ctx, [...new Set(again)]);
}
