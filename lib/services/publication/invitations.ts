import "server-only";
import type { Call } from "../context";
import { findWorkflow } from "../workflow/find";
import type { ByWorkflow } from "./inputs";

/** Who was invited to the hosted page, by address. Throws `workflow.not-found`. */
export async function listInvitations({ ctx, input }: Call<ByWorkflow>) {
  await findWorkflow(ctx.db, ctx, input.workflowId);
  return ctx.db.publicationInvitation.findMany({
    where: { workspaceId: ctx.workspace.id, publication: { workflowId: input.workflowId } },
    orderBy: { email: "asc" },
    select: { id: true, email: true, createdAt: true, expiresAt: true, usedAt: true },
  });
}
