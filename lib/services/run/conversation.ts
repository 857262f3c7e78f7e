import "server-only";
import { z } from "zod";
import { runEventSchema } from "@/lib/graph/run-events";
import type { FileUse } from "@/lib/graph/values";
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
          select: {
            id: true,
            question: true,
            status: true,
            output: true,
            error: true,
            events: {
              where: { event: { path: ["type"], equals: "files.used" } },
              orderBy: { seq: "asc" },
              select: { event: true },
            },
          },
        },
      },
    }),
  );
  return conversation.runs.map(({ id, question, status, events, ...outcome }) => ({
    runId: id,
    question,
    status,
    ...readOutcome(outcome),
    files: filesUsed(events),
  }));
}

/** What the run told last of the files it read. */
function filesUsed(events: readonly { event: unknown }[]): FileUse[] {
  const last = events.at(-1);
  const event = last && runEventSchema.parse(last.event);
  return event?.type === "files.used" ? event.files : [];
}
