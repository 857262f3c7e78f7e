import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { readOutcome } from "./get";
import { visibleConversations } from "./scope";

export const getConversationInput = z.object({ conversationId: idSchema });

/** The turns of a conversation, oldest first. Throws `conversation.not-found`. */
export async function getConversation({ ctx, input }: Call<z.infer<typeof getConversationInput>>) {
  const conversation = found(
    "conversation",
    await ctx.db.conversation.findFirst({
      where: { id: input.conversationId, ...visibleConversations(ctx) },
      select: {
        runs: {
          orderBy: [{ startedAt: "asc" }, { id: "asc" }],
          select: { id: true, question: true, status: true, output: true, error: true },
        },
      },
    }),
  );
  return conversation.runs.map(({ id, question, status, ...outcome }) => ({
    runId: id,
    question,
    status,
    ...readOutcome(outcome),
  }));
}
