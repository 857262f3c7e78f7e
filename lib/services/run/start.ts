import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import type { Graph } from "@/lib/graph/document";
import { toExecutable } from "@/lib/graph/executable";
import { messageSchema, type Turn } from "@/lib/graph/values";
import { nodeCatalog } from "@/lib/nodes/catalog";
import type { Call, WorkspaceContext } from "../context";
import { filesOf } from "../conversation-file/files-of";
import { keepMsOf } from "../conversation-file/reader-node";
import { idSchema } from "../inputs";
import { found } from "../not-found";
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
  const graph = runnable(draft);
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

function runnable(draft: unknown): Graph {
  const executable = toExecutable(draft, nodeCatalog);
  if (executable.ok) return executable.graph.document;
  const [first] = executable.problems;
  throw new AppError("workflow.not-runnable", "bad-request", {
    params: { count: executable.problems.length, problem: first?.code ?? "" },
  });
}

/** The update of nothing makes the statement return the row that was there, also when two make it at once. */
const PUT_SNAPSHOT = `
  insert into "WorkflowSnapshot" (id, "workspaceId", "workflowId", hash, graph) values ($1, $2, $3, $4, $5::jsonb)
  on conflict ("workflowId", hash) do update set hash = excluded.hash
  returning id`;

/** Ids of stored snapshots by workflow and hash. They never change, and go with their workflow only. */
const stored = new Map<string, string>();
const STORED_LIMIT = 10_000;

/** The id of the snapshot with exactly this graph, stored once per content. */
async function snapshotOf(
  ctx: WorkspaceContext,
  { workflowId, graph }: { workflowId: string; graph: Graph },
): Promise<string> {
  const text = canonicalJson(graph);
  const hash = createHash("sha256").update(text).digest("hex");
  const key = `${workflowId} ${hash}`;
  const known = stored.get(key);
  if (known !== undefined) return known;
  const params = [randomUUID(), ctx.workspace.id, workflowId, hash, text];
  const [row] = await ctx.sql.query<{ id: string }>(PUT_SNAPSHOT, params);
  const { id } = found("workflow", row);
  if (stored.size >= STORED_LIMIT) stored.clear();
  stored.set(key, id);
  return id;
}

/** JSON with the keys of every object in order: equal documents give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
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
