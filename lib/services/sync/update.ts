import "server-only";
import { z } from "zod";
import { sqlPort } from "@/lib/db/sql";
import { syncFiltersSchema } from "@/lib/knowledge/sync/filters";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { requireManager } from "../source/require-manager";
import { enqueueRun } from "./enqueue-run";
import { requireSync } from "./require";
import { nextRun, readSchedule, scheduleFields, storedTimes } from "./schedule";
import { requirePermissions, requireSchedule } from "./require-permissions";

export const updateSyncInput = z.object({
  id: idSchema,
  filters: syncFiltersSchema,
  ...scheduleFields,
  /** Without it that stays as it is. */
  respectsPermissions: z.boolean().optional(),
});

/**
 * Changes what is taken of a source and how often; the next sync goes by it. Respecting permissions counts at once: until a sync,
 * which is started, has read who may read them, its documents are hidden from all. Nothing is fetched or embedded for that.
 * What was asked of it before is from then on seen by who asked alone.
 * Throws `sync.not-found`, `source.managed`, and as {@link requirePermissions}.
 */
export async function updateSync({
  ctx,
  input: { id, filters, respectsPermissions, ...given },
}: Call<z.infer<typeof updateSyncInput>>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const { connectionId, source } = await requireSync(ctx.db, ctx, id);
  requireManager(ctx, source);
  const schedule = readSchedule(given);
  const { everyMinutes, atTimes } = schedule;
  const respects = respectsPermissions ?? source.respectsPermissions;
  if (respects) requireSchedule(schedule);
  if (respects && !source.respectsPermissions) {
    await requirePermissions(ctx, { connectionId, schedule });
  }
  await ctx.db.$transaction(async (tx) => {
    await requireSync(tx, ctx, id);
    await tx.sourceSync.update({
      where: { sourceId: id, workspaceId },
      data: { filters, everyMinutes, atTimes: storedTimes(schedule), nextAt: nextRun(schedule) },
    });
    await recordAudit(tx, ctx, {
      action: "sync.update",
      entity: "source",
      entityId: id,
      detail: {
        everyMinutes,
        ...(atTimes && { times: atTimes.times.join(", ") }),
        respectsPermissions: respects,
      },
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
    if (!respects) return;
    await sqlPort(tx).query(RESTRICT, [workspaceId, id]);
    if (await enqueueRun(tx, ctx, { sourceId: id })) return;
    // The run at work began without reading who may read what: another one follows (start-due.ts).
    await tx.sourceSync.updateMany({
      where: { sourceId: id, workspaceId },
      data: { hintedAt: new Date() },
    });
  });
}

/** Conversations of which a question was put to a graph that reads the source $2, itself or from a store. */
const RESTRICT = `
  update "Conversation" conversation set restricted = true
  where conversation."workspaceId" = $1 and not conversation.restricted and exists (
    select from "Run" run join "WorkflowSnapshot" snapshot on snapshot.id = run."snapshotId",
    jsonb_array_elements(snapshot.graph->'nodes') node
    where run."conversationId" = conversation.id and run."workspaceId" = $1 and (
      node->'params'->>'sourceId' = $2 or node->'params'->>'storeId' in (
        select link."storeId" from "StoreSource" link where link."sourceId" = $2 and link."workspaceId" = $1)))`;
