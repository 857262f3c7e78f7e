import "server-only";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { chatInput } from "./definition";
import { standaloneQuestion } from "./standalone-question";

/** Gives nothing where a form was filled in: what only a chat leads to is skipped then. */
export const chatInputExecutor = executorFor(chatInput)(async ({ params, ctx }) => {
  if (ctx.form !== null) return {};
  return {
    question: params.useConversation
      ? standaloneQuestion(ctx.question, ctx.conversation)
      : ctx.question.trim(),
    files: [...ctx.attached],
  };
});
