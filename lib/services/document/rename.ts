import "server-only";
import type { Call, Tx, WorkspaceContext } from "../context";
import type { Renamed } from "../inputs";
import { findDocument } from "./find";

/**
 * Changes the name that citations show, and queues the work of making the document's passages anew, which carry it
 * for search. Until that is done they are found by the old name. Throws `document.not-found`.
 */
export async function renameDocument({ ctx, input }: Call<Renamed>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const document = await findDocument(tx, ctx, input.id);
    if (document.name === input.name) return;
    await queueAgain(tx, ctx, document.id);
    await tx.document.update({
      where: { id: document.id, workspaceId: ctx.workspace.id },
      data: { name: input.name },
    });
  });
}

/**
 * Counts none of the document's passages as made. Those being made, or given up, are made anew by the job they have,
 * or get when people try again. Comes before the change of the name: see takeRow in indexing/index-version.ts.
 */
async function queueAgain(tx: Tx, ctx: WorkspaceContext, documentId: string): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const rows = {
    workspaceId,
    version: { documentId },
    index: { state: { in: ["building" as const, "active" as const] } },
  };
  await tx.indexedVersion.updateMany({ where: rows, data: { passages: 0 } });
  const ready = await tx.indexedVersion.findMany({
    where: { ...rows, state: "ready" },
    select: { indexId: true, versionId: true },
  });
  for (const { indexId, versionId } of ready) {
    await tx.indexedVersion.update({
      where: { indexId_versionId: { indexId, versionId }, workspaceId },
      data: { state: "queued" },
    });
    await ctx.jobs.enqueue(tx, "index-version", { workspaceId, indexId, versionId });
  }
}
