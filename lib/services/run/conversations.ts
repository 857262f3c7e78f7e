import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { findWorkflow } from "../workflow/find";

export const listConversationsInput = z.object({ workflowId: idSchema });

const LIMIT = 100;

/** The caller's newest conversations with a workflow. Throws `workflow.not-found`. */
export async function listConversations({
  ctx,
  input,
}: Call<z.infer<typeof listConversationsInput>>) {
  await findWorkflow(ctx.db, ctx, input.workflowId);
  const conversations = await ctx.db.conversation.findMany({
    where: {
      workflowId: input.workflowId,
      workspaceId: ctx.workspace.id,
      userId: ctx.actor.userId,
      runs: { some: {} },
    },
    orderBy: { createdAt: "desc" },
    take: LIMIT,
    select: {
      id: true,
      createdAt: true,
      _count: { select: { runs: true } },
      runs: { orderBy: { startedAt: "asc" }, take: 1, select: { question: true } },
    },
  });
  return conversations.map(({ id, createdAt, runs, _count }) => ({
    id,
    createdAt,
    firstQuestion: runs[0]?.question ?? "",
    turns: _count.runs,
  }));
}
