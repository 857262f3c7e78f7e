import "server-only";
import type { Call } from "../context";
import { findWorkflow } from "../workflow/find";
import type { ByWorkflow } from "./inputs";

/** The API keys of a workflow that weren't revoked, newest first; expired ones too. Throws `workflow.not-found`. */
export async function listKeys({ ctx, input }: Call<ByWorkflow>) {
  await findWorkflow(ctx.db, ctx, input.workflowId);
  return ctx.db.apiKey.findMany({
    where: {
      workspaceId: ctx.workspace.id,
      publication: { workflowId: input.workflowId },
      revokedAt: null,
    },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      hint: true,
      createdAt: true,
      expiresAt: true,
      lastUsedAt: true,
    },
  });
}
