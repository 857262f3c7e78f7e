import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { writeJson } from "@/lib/db/json";
import { AppError } from "@/lib/errors/app-error";
import type { Graph } from "@/lib/graph/document";
import { toExecutable } from "@/lib/graph/executable";
import { messageSchema, type Turn } from "@/lib/graph/values";
import { nodeCatalog } from "@/lib/nodes/catalog";
import type { Call, Tx, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { findWorkflow } from "../workflow/find";
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
 * Starts a run of the saved draft and returns at once; `run.events` tells what happens. Throws
 * `workflow.not-found`, `conversation.not-found`, `workflow.not-runnable` (with the first problem in `params`).
 */
export async function startRun({ ctx, input }: Call<Input>) {
  const prepared = await ctx.db.$transaction((tx) => insertRun(tx, ctx, input));
  const { runId, conversationId, ...rest } = prepared;
  void driveRun(ctx, { id: runId, workspaceId: ctx.workspace.id, ...rest });
  return { runId, conversationId };
}

async function insertRun(tx: Tx, ctx: WorkspaceContext, input: Input) {
  const { question, workflowId } = input;
  const graph = runnable((await findWorkflow(tx, ctx, workflowId)).draft);
  const snapshotId = await snapshotOf(tx, ctx, { workflowId, graph });
  const conversation = await openConversation(tx, ctx, input);
  const run = await tx.run.create({
    data: {
      workspaceId: ctx.workspace.id,
      workflowId,
      snapshotId,
      conversationId: conversation.id,
      question,
    },
    select: { id: true },
  });
  return {
    runId: run.id,
    conversationId: conversation.id,
    graph,
    question,
    conversation: conversation.turns,
  };
}

function runnable(draft: unknown): Graph {
  const executable = toExecutable(draft, nodeCatalog);
  if (executable.ok) return executable.graph.document;
  const [first] = executable.problems;
  throw new AppError("workflow.not-runnable", "bad-request", {
    params: { count: executable.problems.length, problem: first?.code ?? "" },
  });
}

/** The id of the snapshot with exactly this graph, stored once per content. */
async function snapshotOf(
  tx: Tx,
  ctx: WorkspaceContext,
  { workflowId, graph }: { workflowId: string; graph: Graph },
): Promise<string> {
  const hash = createHash("sha256").update(canonicalJson(graph)).digest("hex");
  const { id } = await tx.workflowSnapshot.upsert({
    where: { workflowId_hash: { workflowId, hash } },
    create: { workspaceId: ctx.workspace.id, workflowId, hash, graph: writeJson(graph) as object },
    update: {},
    select: { id: true },
  });
  return id;
}

/** JSON with the keys of every object in order: equal documents give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

async function openConversation(tx: Tx, ctx: WorkspaceContext, input: Input) {
  const { conversationId, workflowId } = input;
  if (conversationId === undefined) {
    const { id } = await tx.conversation.create({
      data: { workspaceId: ctx.workspace.id, workflowId, userId: ctx.actor.userId },
      select: { id: true },
    });
    return { id, turns: [] };
  }
  const conversation = found(
    "conversation",
    await tx.conversation.findFirst({
      where: { id: conversationId, workflowId, ...visibleConversations(ctx) },
      select: {
        id: true,
        runs: {
          where: { status: "finished" },
          orderBy: { startedAt: "desc" },
          take: MAX_TURNS,
          select: { question: true, output: true },
        },
      },
    }),
  );
  return { id: conversation.id, turns: conversation.runs.reverse().map(toTurn) };
}

function toTurn({ question, output }: { question: string; output: unknown }): Turn {
  return { question, answer: messageSchema.parse(output).text };
}
