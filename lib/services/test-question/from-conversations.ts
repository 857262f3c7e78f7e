import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { findWorkflow } from "../workflow/find";
import { MAX_TEST_QUESTIONS } from "./replace";

export const askedQuestionsInput = z.object({ workflowId: idSchema });

/** Each question once, as it was answered last; the newest first. */
const ASKED = `
  select question, answered from (
    select distinct on (lower(run.question)) run.question, run.output->>'outcome' = 'answered' as answered,
      run."startedAt" as at
    from "Run" run
    join "Conversation" conversation on conversation.id = run."conversationId"
      and (not conversation.restricted or conversation."userId" = $4)
    where run."workspaceId" = $1 and run."workflowId" = $2 and run.status = 'finished'
      and not exists (
        select from "TestQuestion" t
        where t."workspaceId" = $1 and t."workflowId" = $2 and lower(t.question) = lower(run.question))
    order by lower(run.question), run."startedAt" desc
  ) asked order by at desc limit $3::integer`;

/**
 * What people asked a workflow and is no test question yet, with whether it was answered: a first guess at whether it
 * can be, for a person to check. Throws `workflow.not-found`.
 */
export async function listAskedQuestions({
  ctx,
  input,
}: Call<z.infer<typeof askedQuestionsInput>>): Promise<{ question: string; answered: boolean }[]> {
  const { id } = await findWorkflow(ctx.db, ctx, input.workflowId);
  return ctx.sql.query(ASKED, [ctx.workspace.id, id, MAX_TEST_QUESTIONS, ctx.actor.userId]);
}
