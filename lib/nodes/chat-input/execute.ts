import "server-only";
import { executorFor } from "@/lib/nodes/_contract/executor";
import { chatInput } from "./definition";
import { standaloneQuestion } from "./standalone-question";

export const chatInputExecutor = executorFor(chatInput)(async ({ params, ctx }) => ({
  question: params.useConversation
    ? standaloneQuestion(ctx.question, ctx.conversation)
    : ctx.question.trim(),
  files: [...ctx.attached],
}));
