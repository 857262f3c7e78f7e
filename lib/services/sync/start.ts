import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import { requireManager } from "../source/require-manager";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { enqueueRun } from "./enqueue-run";
import { requireSync } from "./require";

export const startSyncInput = z.object({
  id: idSchema,
  /** Somebody saw how much would be removed, and agrees. */
  confirmed: z.boolean().default(false),
  /** Reads everything anew, as if for the first time; unchanged files are not stored or embedded again. */
  fromStart: z.boolean().default(false),
});

/** Starts a sync of a source, if none is at work. Throws `sync.not-found`, and `source.managed` for an agreement. */
export async function startSync({
  ctx,
  input: { id: sourceId, confirmed, fromStart },
}: Call<z.infer<typeof startSyncInput>>): Promise<{ started: boolean }> {
  const workspaceId = ctx.workspace.id;
  return ctx.db.$transaction(async (tx) => {
    const { source } = await requireSync(tx, ctx, sourceId);
    if (confirmed) requireManager(ctx, source);
    const run = await enqueueRun(tx, ctx, { sourceId, confirmed, asked: true });
    if (!run) return { started: false };
    if (fromStart) {
      await tx.sourceSync.updateMany({
        where: { sourceId, workspaceId },
        data: { cursor: null, listings: {} },
      });
    }
    await recordAudit(tx, ctx, {
      action: confirmed ? "sync.confirm" : "sync.start",
      entity: "source",
      entityId: sourceId,
      detail: { fromStart },
    });
    return { started: true };
  });
}
