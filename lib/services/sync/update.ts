import "server-only";
import { z } from "zod";
import { syncFiltersSchema } from "@/lib/knowledge/sync/filters";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { everyMinutesSchema } from "./create";
import { enqueueRun } from "./enqueue-run";
import { requireSync } from "./require";
import { requirePermissions, requireSchedule } from "./require-permissions";

export const updateSyncInput = z.object({
  id: idSchema,
  filters: syncFiltersSchema,
  everyMinutes: everyMinutesSchema,
  /** Without it that stays as it is. */
  respectsPermissions: z.boolean().optional(),
});

/**
 * Changes what is taken of a source and how often; the next sync goes by it. Respecting permissions counts at once: until a sync,
 * which is started, has read who may read them, its documents are hidden from all. Nothing is fetched or embedded for that.
 * Throws `sync.not-found`, and as {@link requirePermissions}.
 */
export async function updateSync({
  ctx,
  input: { id, filters, everyMinutes, respectsPermissions },
}: Call<z.infer<typeof updateSyncInput>>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const { connectionId, source } = await requireSync(ctx.db, ctx, id);
  const respects = respectsPermissions ?? source.respectsPermissions;
  if (respects) requireSchedule(everyMinutes);
  if (respects && !source.respectsPermissions) {
    await requirePermissions(ctx, { connectionId, everyMinutes });
  }
  await ctx.db.$transaction(async (tx) => {
    await requireSync(tx, ctx, id);
    const nextAt = everyMinutes === null ? null : new Date(Date.now() + everyMinutes * 60_000);
    await tx.sourceSync.update({
      where: { sourceId: id, workspaceId },
      data: { filters, everyMinutes, nextAt },
    });
    await recordAudit(tx, ctx, {
      action: "sync.update",
      entity: "source",
      entityId: id,
      detail: { everyMinutes, respectsPermissions: respects },
    });
    if (respects === source.respectsPermissions) return;
    await tx.source.update({
      where: { id, workspaceId },
      data: { respectsPermissions: respects, permissionsReadAt: null, permissionsAllAt: null },
    });
    await tx.document.updateMany({
      where: { sourceId: id, workspaceId },
      data: { readers: [], readersKnown: false },
    });
    await tx.syncItem.updateMany({
      where: { sourceId: id, workspaceId },
      data: { accessStale: true },
    });
    if (respects) await enqueueRun(tx, ctx, { sourceId: id });
  });
}
