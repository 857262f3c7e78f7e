import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Call, WorkspaceContext } from "../context";
import { filesOf } from "../conversation-file/files-of";
import { keepMsOf } from "../conversation-file/reader-node";
import { onePosed, posedShape, readPosed } from "../form/posed";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { runnableGraph, snapshotOf } from "../workflow/snapshot";
import { beginRun } from "./begin";
import { visibleConversations } from "./scope";
import { TURNS, turnsOf } from "./turns";

export const startRunInput = onePosed(
  z.object({
    workflowId: idSchema,
    ...posedShape,
    /** Goes on with a conversation; without it a new one begins. */
    conversationId: idSchema.optional(),
  }),
);
type Input = z.infer<typeof startRunInput>;

/**
 * Starts a run of the saved draft and returns once it is stored; it is at work by then, and followRun (events.ts)
 * tells what happens. Throws
 * `workflow.not-found`, `conversation.not-found`, `workflow.not-runnable` (with the first problem in `params`),
 * `form.invalid`, `form.not-taken`, `form.no-chat`.
 */
export async function startRun({ ctx, input }: Call<Input>) {
  const { workflowId } = input;
  const [draft, before] = await Promise.all([
    findDraft(ctx, workflowId),
    findConversation(ctx, input),
  ]);
  const graph = runnableGraph(draft);
  const attached = before && keepMsOf(graph) !== null ? await filesOf(ctx, before.id) : [];
  return beginRun(ctx, {
    workflowId,
    graph,
    snapshotId: await snapshotOf(ctx, { workflowId, graph }),
    conversationId: before?.id ?? randomUUID(),
    asker: { userId: before ? before.userId : ctx.actor.userId },
    ...readPosed(graph, input),
    // In somebody else's conversation an answer is for both: from what everybody may read.
    reader: before && before.userId !== ctx.actor.userId ? null : ctx.actor.userId,
    conversation: before?.turns ?? [],
    attached,
    sourceIds: null,
  });
}

const DRAFT = `
  select draft from "Workflow" where id = $1 and "workspaceId" = $2 and "deletedAt" is null`;

async function findDraft(ctx: WorkspaceContext, workflowId: string): Promise<unknown> {
  const rows = await ctx.sql.query<{ draft: unknown }>(DRAFT, [workflowId, ctx.workspace.id]);
  return found("workflow", rows[0]).draft;
}

/** The conversation to go on with, and what was said in it; null for a new one. */
async function findConversation(ctx: WorkspaceContext, { conversationId, workflowId }: Input) {
  if (conversationId === undefined) return null;
  const { id, userId, runs } = found(
    "conversation",
    await ctx.db.conversation.findFirst({
      where: { id: conversationId, workflowId, ...visibleConversations(ctx) },
      select: {
        id: true,
        userId: true,
        runs: TURNS,
      },
    }),
  );
  return { id, userId, turns: turnsOf(runs) };
}
