import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { Tx, WorkspaceContext } from "../context";
import { findWorkflow } from "../workflow/find";

/**
 * The workflow, held until the transaction ends: two people who change what is live do it one after the other. Throws
 * `workflow.not-found`, and `version.locked` while changing what is live is locked.
 */
export async function holdUnlocked(tx: Tx, ctx: WorkspaceContext, workflowId: string) {
  const workflow = await holdWorkflow(tx, ctx, workflowId);
  if (workflow.lockedAt !== null) {
    const by = workflow.lockedBy?.name ?? "somebody";
    throw new AppError("version.locked", "conflict", { params: { by } });
  }
  return workflow;
}

/** The same, locked or not. */
export async function holdWorkflow(tx: Tx, ctx: WorkspaceContext, workflowId: string) {
  const workspaceId = ctx.workspace.id;
  await tx.$queryRaw`
    SELECT 1 FROM "Workflow" WHERE "id" = ${workflowId} AND "workspaceId" = ${workspaceId} FOR UPDATE`;
  const { id, revision } = await findWorkflow(tx, ctx, workflowId);
  const live = await tx.workflow.findFirstOrThrow({
    where: { id, workspaceId },
    select: {
      liveVersionId: true,
      lockedAt: true,
      lockedBy: { select: { id: true, name: true } },
    },
  });
  return { id, revision, ...live };
}
