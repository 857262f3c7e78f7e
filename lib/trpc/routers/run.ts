import "server-only";
import { tracked } from "@trpc/server";
import { cancelRun } from "@/lib/services/run/cancel";
import { getConversation, getConversationInput } from "@/lib/services/run/conversation";
import { listConversations, listConversationsInput } from "@/lib/services/run/conversations";
import { followRun, followRunInput } from "@/lib/services/run/events";
import { byRunId, getRun } from "@/lib/services/run/get";
import { inBatches } from "@/lib/services/run/in-batches";
import { getPrompt, getPromptInput } from "@/lib/services/run/prompt";
import { startRun, startRunInput } from "@/lib/services/run/start";
import { whyPassages, whyPassagesInput } from "@/lib/services/run/why-passages";
import { permissionProcedure, router } from "../init";

const run = permissionProcedure("workflow.run");

export const runRouter = router({
  /** Its events come in the same answer, several at a time; `events` takes over where that breaks off. */
  start: run.input(startRunInput).mutation(async ({ ctx: { member: ctx }, input, signal }) => {
    const { runId, conversationId } = await startRun({ ctx, input });
    const events = inBatches(followRun({ ctx, input: { runId }, signal }));
    return { runId, conversationId, events };
  }),
  events: run.input(followRunInput).subscription(async function* ({ ctx, input, signal }) {
    for await (const event of followRun({ ctx: ctx.member, input, signal })) {
      yield tracked(String(event.seq), event);
    }
  }),
  cancel: run.input(byRunId).mutation(({ ctx, input }) => cancelRun({ ctx: ctx.member, input })),
  get: run.input(byRunId).query(({ ctx, input }) => getRun({ ctx: ctx.member, input })),
  whyPassages: run
    .input(whyPassagesInput)
    .query(({ ctx, input }) => whyPassages({ ctx: ctx.member, input })),
  prompt: permissionProcedure("workflow.edit")
    .input(getPromptInput)
    .query(({ ctx, input }) => getPrompt({ ctx: ctx.member, input })),
  conversation: run
    .input(getConversationInput)
    .query(({ ctx, input }) => getConversation({ ctx: ctx.member, input })),
  conversations: run
    .input(listConversationsInput)
    .query(({ ctx, input }) => listConversations({ ctx: ctx.member, input })),
});
