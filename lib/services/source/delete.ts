import "server-only";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { actorName, removeDocuments } from "../document/remove";
import type { ById } from "../inputs";
import { found, foundCount } from "../not-found";
import { requireManager } from "./require-manager";
import { queueWatchEnds } from "../sync/end-watch";

/** Removes a source with its documents; nothing answers from them from then on. Throws `source.not-found`, `source.managed`. */
export async function deleteSource({ ctx, input }: Call<ById>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    const where = { id: input.id, workspaceId, deletedAt: null };
    const select = { respectsPermissions: true };
    requireManager(ctx, found("source", await tx.source.findFirst({ where, select })));
    foundCount("source", await tx.source.updateMany({ where, data: { deletedAt: new Date() } }));
    await tx.storeSource.deleteMany({ where: { sourceId: input.id, workspaceId } });
    await queueWatchEnds(tx, ctx, input.id);
    await tx.sourceSync.deleteMany({ where: { sourceId: input.id, workspaceId } });
    const deletedBy = await actorName(tx, ctx);
    await removeDocuments(tx, ctx, { which: { sourceId: input.id }, deletedBy });
    await recordAudit(tx, ctx, { action: "source.delete", entity: "source", entityId: input.id });
  });
}
