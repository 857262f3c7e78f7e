import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { findWorkflow } from "../workflow/find";
import { runnableGraph, snapshotOf } from "../workflow/snapshot";
import { holdUnlocked } from "./hold";

export const noteSchema = z.string().trim().max(500);

export const publishVersionInput = z.object({
  workflowId: idSchema,
  /** Of the draft as the publisher saw it: what goes live is what was looked at. */
  baseRevision: z.int().min(1),
  note: noteSchema.default(""),
});

/**
 * Freezes the draft as a new version and makes it the live one, at once and whole. Throws `workflow.not-found`,
 * `workflow.stale` when the draft has changed since, `workflow.not-runnable`, `version.unchanged` when exactly this is
 * live already, `version.locked`.
 */
export async function publishVersion({ ctx, input }: Call<z.infer<typeof publishVersionInput>>) {
  const { workflowId, baseRevision, note } = input;
  const { draft, revision } = await findWorkflow(ctx.db, ctx, workflowId);
  refuseStale(revision, baseRevision);
  const snapshotId = await snapshotOf(ctx, { workflowId, graph: runnableGraph(draft) });
  return ctx.db.$transaction(async (tx) => {
    const held = await holdUnlocked(tx, ctx, workflowId);
    refuseStale(held.revision, baseRevision);
    const scope = { workflowId, workspaceId: ctx.workspace.id };
    const [live, last] = await Promise.all([
      held.liveVersionId === null
        ? null
        : tx.workflowVersion.findFirst({ where: { ...scope, id: held.liveVersionId } }),
      tx.workflowVersion.findFirst({ where: scope, orderBy: { number: "desc" } }),
    ]);
    if (live?.snapshotId === snapshotId) throw new AppError("version.unchanged", "conflict");
    const number = (last?.number ?? 0) + 1;
    const version = await tx.workflowVersion.create({
      data: { ...scope, number, snapshotId, note, publishedById: ctx.actor.userId },
      select: { id: true, number: true },
    });
    await tx.workflow.update({ where: { id: workflowId }, data: { liveVersionId: version.id } });
    await recordAudit(tx, ctx, {
      action: "version.publish",
      entity: "workflow",
      entityId: workflowId,
      detail: { number },
    });
    return version;
  });
}

function refuseStale(revision: number, baseRevision: number): void {
  if (revision !== baseRevision) {
    throw new AppError("workflow.stale", "conflict", { params: { revision } });
  }
}
