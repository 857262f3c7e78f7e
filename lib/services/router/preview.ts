import "server-only";
import { z } from "zod";
import PQueue from "p-queue";
import { AppError } from "@/lib/errors/app-error";
import type { Graph } from "@/lib/graph/document";
import { DEFAULT_THRESHOLD, decide } from "@/lib/grounding";
import { vectorStore } from "@/lib/nodes/vector-store/definition";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { searchKnowledge } from "../knowledge/search";
import { found } from "../not-found";
import { listTestQuestions } from "../test-question/list";
import { findWorkflow, readDraft } from "../workflow/find";

export const previewRouterInput = z.object({ workflowId: idSchema, nodeId: z.string().max(64) });
type Preview = Call<z.infer<typeof previewRouterInput>> & { signal: AbortSignal | undefined };

/** Questions searched at the same time. */
const CONCURRENCY = 4;

/**
 * The score that a router gives each test question: the passages of the store wired to it, judged as in a run, no
 * model called. Throws `workflow.not-found`, `node.not-found`, `router.no-store` when no store is wired to it.
 */
export async function previewRouter({ ctx, input, signal }: Preview) {
  const workflow = await findWorkflow(ctx.db, ctx, input.workflowId);
  const store = storeBefore(readDraft(workflow.draft), input.nodeId);
  const questions = await listTestQuestions({ ctx, input: { workflowId: workflow.id } });
  const queue = new PQueue({ concurrency: CONCURRENCY });
  const aborted = signal ?? new AbortController().signal;
  const results = await queue.addAll(
    questions.map(({ question, answerable }) => async () => {
      aborted.throwIfAborted();
      const passages = await searchKnowledge(ctx, { ...store, query: question, signal: aborted });
      const { score } = decide({ question, passages, threshold: DEFAULT_THRESHOLD });
      return { question, answerable, score };
    }),
  );
  return { results };
}

/** The settings of the Vector store node whose passages reach the router. */
function storeBefore(graph: Graph, routerId: string): { storeId: string; limit: number } {
  const router = graph.nodes.find((node) => node.id === routerId && node.type === "router");
  found("node", router);
  const edge = graph.edges.find(
    (candidate) => candidate.target === routerId && candidate.targetPort === "passages",
  );
  const node = graph.nodes.find(
    (candidate) => candidate.id === edge?.source && candidate.type === vectorStore.type,
  );
  const params = node && vectorStore.params.safeParse(node.params);
  if (!params?.success || params.data.storeId === null) {
    throw new AppError("router.no-store", "bad-request");
  }
  return { storeId: params.data.storeId, limit: params.data.limit };
}
