import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { messageSchema, type Turn } from "@/lib/graph/values";
import type { Call, WorkspaceContext } from "../context";
import { filesOf } from "../conversation-file/files-of";
import { keepMsOf } from "../conversation-file/reader-node";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { runnableGraph, snapshotOf } from "../workflow/snapshot";
import { driveRun } from "./drive";
import { visibleConversations } from "./scope";

export const startRunInput = z.object({
  workflowId: idSchema,
  question: z.string().trim().min(1).max(4000),
  /** Goes on with a conversation; without it a new one begins. */
  conversationId: idSchema.optional(),
});
type Input = z.infer<typeof startRunInput>;

/** Earlier exchanges that a run is told. */
const MAX_TURNS = 20;

/**
 * Starts a run of the saved draft and returns once it is stored; it is at work by then, and followRun (events.ts)
 * tells what happens. Throws
 * `workflow.not-found`, `conversation.not-found`, `workflow.not-runnable` (with the first problem in `params`).
 */
export async function startRun({ ctx, input }: Call<Input>) {
  const { workflowId, question } = input;
  const [draft, before] = await Promise.all([
    findDraft(ctx, workflowId),
    findConversation(ctx, input),
  ]);
  const graph = runnableGraph(draft);
  const attached = before && keepMsOf(graph) !== null ? await filesOf(ctx, before.id) : [];
  const run = {
    id: randomUUID(),
    workspaceId: ctx.workspace.id,
    workflowId,
    snapshotId: await snapshotOf(ctx, { workflowId, graph }),
    conversationId: before?.id ?? randomUUID(),
    userId: before ? before.userId : ctx.actor.userId,
    question,
  };
  const stored = insertRun(ctx, run);
  void driveRun(ctx, { ...run, graph, conversation: before?.turns ?? [], attached, stored });
  await stored;
  return { runId: run.id, conversationId: run.conversationId };
}

/** Both rows or none; a conversation that goes on is there already. */
const INSERT_RUN = `
  with conversation as (
    insert into "Conversation" (id, "workspaceId", "workflowId", "userId") values ($5, $2, $3, $6)
    on conflict (id) do nothing
  )
  insert into "Run" (id, "workspaceId", "workflowId", "snapshotId", "conversationId", question)
  values ($1, $2, $3, $4, $5, $7)`;

interface NewRun {
  id: string;
  workspaceId: string;
  workflowId: string;
  snapshotId: string;
  conversationId: string;
  userId: string | null;
  question: string;
}

async function insertRun(ctx: WorkspaceContext, run: NewRun): Promise<void> {
  const { id, workspaceId, workflowId, snapshotId, conversationId, userId, question } = run;
  const params = [id, workspaceId, workflowId, snapshotId, conversationId, userId, question];
  await ctx.sql.query(INSERT_RUN, params);
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
        runs: {
          where: { status: "finished" },
          orderBy: { startedAt: "desc" },
          take: MAX_TURNS,
          select: { question: true, output: true },
        },
      },
    }),
  );
  return { id, userId, turns: runs.reverse().map(toTurn) };
}

function toTurn({ question, output }: { question: string; output: unknown }): Turn {
  return { question, answer: messageSchema.parse(output).text };
}
