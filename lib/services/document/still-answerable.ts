import "server-only";
import PQueue from "p-queue";
import { z } from "zod";
import type { Graph } from "@/lib/graph/document";
import type { Passage } from "@/lib/graph/values";
import { decide } from "@/lib/grounding";
import { router } from "@/lib/nodes/router/definition";
import type { Call, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { searchKnowledge } from "../knowledge/search";
import { notFound } from "../not-found";
import { storeBefore } from "../router/store-before";
import { readDraft } from "../workflow/find";

export const stillAnswerableInput = z.object({ id: idSchema });

/** The newest questions are asked again, at most so many, so many at the same time. */
const MOST = 50;
const CONCURRENCY = 4;

export interface StillAnswerable {
  question: string;
  workflowId: string;
  workflowName: string;
  askedAt: Date;
  /** Whether the workflow's router would let it be answered now; null when it has no router with a store. */
  answerable: boolean | null;
  /** The router's score and what it has to reach, both 0..1. */
  score: number | null;
  threshold: number | null;
  /** The documents of the passages it would be answered from, the nearest first. */
  from: { documentId: string; documentName: string }[];
}

/**
 * Asks again what was answered with a citation of a document, also of a deleted one: retrieval and the router of the
 * workflow as it is now, no model. Throws `document.not-found` for an id the workspace never had.
 */
export async function listStillAnswerable({
  ctx,
  input,
  signal,
}: Call<z.infer<typeof stillAnswerableInput>> & {
  signal: AbortSignal | undefined;
}): Promise<StillAnswerable[]> {
  await requireKnown(ctx, input.id);
  const asked = await questionsCiting(ctx, input.id);
  const queue = new PQueue({ concurrency: CONCURRENCY });
  const aborted = signal ?? new AbortController().signal;
  return queue.addAll(asked.map((one) => () => askAgain(ctx, one, aborted)));
}

async function requireKnown(ctx: WorkspaceContext, documentId: string): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const present = await ctx.db.document.count({ where: { id: documentId, workspaceId } });
  const deleted = await ctx.db.deletionReceipt.count({ where: { documentId, workspaceId } });
  if (present + deleted === 0) throw notFound("document");
}

interface Asked {
  question: string;
  workflow_id: string;
  workflow_name: string;
  draft: unknown;
  asked_at: Date;
}

/** Each question once, with the workflow it was put to last. */
function questionsCiting(ctx: WorkspaceContext, documentId: string): Promise<Asked[]> {
  const citing = JSON.stringify({ citations: [{ documentId }] });
  return ctx.sql.query<Asked>(
    `select question, workflow_id, workflow_name, draft, asked_at from (
       select distinct on (run.question) run.question, workflow.id as workflow_id, workflow.name as workflow_name,
         workflow.draft, run."startedAt" as asked_at
       from "Run" run join "Workflow" workflow on workflow.id = run."workflowId" and workflow."workspaceId" = $1
       join "Conversation" conversation on conversation.id = run."conversationId"
         and (not conversation.restricted or conversation."userId" = $3)
       where run."workspaceId" = $1 and workflow."deletedAt" is null and run.output @> $2::jsonb
       order by run.question, run."startedAt" desc
     ) asked order by asked_at desc limit ${String(MOST)}`,
    [ctx.workspace.id, citing, ctx.actor.userId],
  );
}

async function askAgain(
  ctx: WorkspaceContext,
  asked: Asked,
  signal: AbortSignal,
): Promise<StillAnswerable> {
  signal.throwIfAborted();
  const { question } = asked;
  const about = {
    question,
    workflowId: asked.workflow_id,
    workflowName: asked.workflow_name,
    askedAt: asked.asked_at,
  };
  const gate = gateOf(readDraft(asked.draft));
  if (!gate) return { ...about, answerable: null, score: null, threshold: null, from: [] };
  const { threshold, ...store } = gate;
  const passages = await searchKnowledge(ctx, {
    ...store,
    query: question,
    reader: ctx.actor.userId,
    signal,
  });
  const { score, sufficient } = decide({ question, passages, threshold });
  const from = sufficient ? documentsOf(passages) : [];
  return { ...about, answerable: sufficient, score, threshold, from };
}

/** What the first router of a workflow that judges passages looks at and asks for; null without one wired to a store. */
function gateOf(graph: Graph) {
  for (const { id, type, params } of graph.nodes) {
    const read = type === router.type ? router.params.safeParse(params) : undefined;
    if (read?.data?.mode !== "sufficiency") continue;
    try {
      return { ...storeBefore(graph, id), threshold: read.data.threshold };
    } catch {
      return null;
    }
  }
  return null;
}

function documentsOf(passages: readonly Passage[]): StillAnswerable["from"] {
  const names = new Map(passages.map(({ documentId, documentName }) => [documentId, documentName]));
  return [...names].map(([documentId, documentName]) => ({ documentId, documentName }));
}
