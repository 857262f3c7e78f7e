import "server-only";
import {
  askedQuestionsInput,
  listAskedQuestions,
} from "@/lib/services/test-question/from-conversations";
import { listTestQuestions, listTestQuestionsInput } from "@/lib/services/test-question/list";
import {
  replaceTestQuestions,
  replaceTestQuestionsInput,
} from "@/lib/services/test-question/replace";
import { suggestQuestions, suggestQuestionsInput } from "@/lib/services/test-question/suggest";
import { permissionProcedure, router } from "../init";

export const testQuestionRouter = router({
  list: permissionProcedure("workspace.read")
    .input(listTestQuestionsInput)
    .query(({ ctx, input }) => listTestQuestions({ ctx: ctx.member, input })),
  /** What people asked and is no test question yet. */
  asked: permissionProcedure("workflow.edit")
    .input(askedQuestionsInput)
    .query(({ ctx, input }) => listAskedQuestions({ ctx: ctx.member, input })),
  /** Made by a model, which costs: a mutation, though it stores nothing. */
  suggest: permissionProcedure("workflow.edit")
    .input(suggestQuestionsInput)
    .mutation(({ ctx, input, signal }) => suggestQuestions({ ctx: ctx.member, input, signal })),
  replace: permissionProcedure("workflow.edit")
    .input(replaceTestQuestionsInput)
    .mutation(({ ctx, input }) => replaceTestQuestions({ ctx: ctx.member, input })),
});
