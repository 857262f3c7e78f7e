import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call, Tx, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";

/** The most that a preview runs at once. */
export const MAX_TEST_QUESTIONS = 200;

const questions = z
  .array(z.object({ question: z.string().trim().min(1).max(2000), answerable: z.boolean() }))
  .max(MAX_TEST_QUESTIONS);
export const replaceTestQuestionsInput = z.object({ workflowId: idSchema, questions });
type Input = z.infer<typeof replaceTestQuestionsInput>;

/** Puts a new list in the place of the old one. Throws `workflow.not-found`. */
export async function replaceTestQuestions({ ctx, input }: Call<Input>): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    found(
      "workflow",
      await tx.workflow.findFirst({
        where: { id: input.workflowId, workspaceId: ctx.workspace.id, deletedAt: null },
        select: { id: true },
      }),
    );
    await insertTestQuestions(tx, ctx, input);
    await recordAudit(tx, ctx, {
      action: "test-question.replace",
      entity: "workflow",
      entityId: input.workflowId,
      detail: { count: input.questions.length },
    });
  });
}

/** Replaces the rows, within the caller's transaction, which has checked the workflow. */
export async function insertTestQuestions(tx: Tx, ctx: WorkspaceContext, input: Input) {
  const workspaceId = ctx.workspace.id;
  await tx.testQuestion.deleteMany({ where: { workflowId: input.workflowId, workspaceId } });
  await tx.testQuestion.createMany({
    data: input.questions.map((question, position) => ({
      ...question,
      workspaceId,
      workflowId: input.workflowId,
      position,
    })),
  });
}
