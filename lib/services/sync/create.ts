import "server-only";
import { z } from "zod";
import { hasPermission } from "@/lib/auth/permissions";
import { AppError } from "@/lib/errors/app-error";
import { syncFiltersSchema } from "@/lib/knowledge/sync/filters";
import { recordAudit } from "../audit/record";
import type { Call, Tx, WorkspaceContext } from "../context";
import { idSchema, nameSchema } from "../inputs";
import { found } from "../not-found";
import { definitionOf } from "../source-connection/open";
import { enqueueRun } from "./enqueue-run";
import { readSchedule, scheduleFields, storedTimes } from "./schedule";
import { requirePermissions, respectsPermissionsSchema } from "./require-permissions";

export const createSyncInput = z.object({
  connectionId: idSchema,
  name: nameSchema,
  /** As a node of the tree gave it. */
  scope: z.string().max(10_000),
  /** How people know what was picked. */
  label: z.string().trim().min(1).max(500),
  filters: syncFiltersSchema,
  ...scheduleFields,
  respectsPermissions: respectsPermissionsSchema,
});

/**
 * Makes a source of what was picked of a connection, and starts its first sync. Throws `source-connection.not-found`,
 * `sync.bad-scope`, `sync.permissions-expected`, and as {@link requirePermissions}.
 */
export async function createSync({
  ctx,
  input,
}: Call<z.infer<typeof createSyncInput>>): Promise<{ id: string }> {
  const workspaceId = ctx.workspace.id;
  const { connectionId, name, label, filters, respectsPermissions } = input;
  const schedule = readSchedule(input);
  if (respectsPermissions) await requirePermissions(ctx, { connectionId, schedule });
  return ctx.db.$transaction(async (tx) => {
    const { type } = found(
      "source-connection",
      await tx.sourceConnection.findFirst({
        where: { id: connectionId, workspaceId, deletedAt: null },
        select: { type: true },
      }),
    );
    const scope = readScope(type, input.scope);
    if (!respectsPermissions) await requireNoneRespected(tx, ctx, connectionId);
    const source = await tx.source.create({
      data: { workspaceId, name, type, respectsPermissions },
      select: { id: true },
    });
    await tx.sourceSync.create({
      data: {
        sourceId: source.id,
        workspaceId,
        connectionId,
        scope,
        label,
        filters,
        everyMinutes: schedule.everyMinutes,
        atTimes: storedTimes(schedule),
      },
    });
    await enqueueRun(tx, ctx, { sourceId: source.id });
    await recordAudit(tx, ctx, {
      action: "source.create",
      entity: "source",
      entityId: source.id,
      detail: { name, type, label, respectsPermissions },
    });
    return source;
  });
}

/** What one source of a connection keeps from people, another one of it may open to them only by who manages connections. */
async function requireNoneRespected(tx: Tx, ctx: WorkspaceContext, connectionId: string) {
  if (hasPermission(ctx.actor.role, "connections.manage")) return;
  const source = { deletedAt: null, respectsPermissions: true };
  const where = { connectionId, workspaceId: ctx.workspace.id, source };
  if ((await tx.sourceSync.count({ where })) === 0) return;
  throw new AppError("sync.permissions-expected", "forbidden");
}

/** Throws `sync.bad-scope`. */
function readScope(type: string, text: string) {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const parsed = definitionOf(type).scope.safeParse(value);
  if (!parsed.success) throw new AppError("sync.bad-scope", "bad-request");
  return parsed.data;
}
