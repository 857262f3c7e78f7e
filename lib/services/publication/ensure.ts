import "server-only";
import type { Tx, WorkspaceContext } from "../context";
import { findWorkflow } from "../workflow/find";
import { newPublicId } from "./id";

/**
 * The publication of a workflow, made closed where there is none yet. Two calls at once make one. Throws
 * `workflow.not-found`.
 */
export async function ensurePublication(
  tx: Tx,
  ctx: WorkspaceContext,
  workflowId: string,
): Promise<{ id: string }> {
  await findWorkflow(tx, ctx, workflowId);
  return tx.publication.upsert({
    where: { workflowId, workspaceId: ctx.workspace.id },
    create: { id: newPublicId(), workspaceId: ctx.workspace.id, workflowId },
    update: {},
    select: { id: true },
  });
}

/** The id of a workflow's publication in the caller's workspace; null while there is none. */
export async function findPublicationId(
  tx: Tx,
  ctx: WorkspaceContext,
  workflowId: string,
): Promise<string | null> {
  const row = await tx.publication.findFirst({
    where: { workflowId, workspaceId: ctx.workspace.id },
    select: { id: true },
  });
  return row?.id ?? null;
}
