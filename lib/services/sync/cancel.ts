import "server-only";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import type { ById } from "../inputs";
import { requireSync } from "./require";

/**
 * Cancels the sync of a source that is at work, if there is one: it ends after what it is just doing. What was fetched stays.
 * Throws `sync.not-found`.
 */
export async function cancelSync({ ctx, input: { id } }: Call<ById>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    await requireSync(tx, ctx, id);
    const { count } = await tx.syncRun.updateMany({
      where: { sourceId: id, workspaceId, endedAt: null, cancelAt: null },
      data: { cancelAt: new Date() },
    });
    if (count === 0) return;
    await recordAudit(tx, ctx, { action: "sync.cancel", entity: "source", entityId: id });
  });
}
