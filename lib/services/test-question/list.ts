import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { findWorkflow } from "../workflow/find";

export const listTestQuestionsInput = z.object({ workflowId: idSchema });

/** The test questions of a workflow in their order. Throws `workflow.not-found`. */
export async function listTestQuestions({
  ctx,
  input,
}: Call<z.infer<typeof listTestQuestionsInput>>) {
  await findWorkflow(ctx.db, ctx, input.workflowId);
  return ctx.db.testQuestion.findMany({
    where: { workflowId: input.workflowId, workspaceId: ctx.workspace.id },
    orderBy: { position: "asc" },
    select: { id: true, question: true, answerable: true },
  });
}
