import "server-only";
import { z } from "zod";
import PQueue from "p-queue";
import type { Passage } from "@/lib/graph/values";
import { verdictOf } from "@/lib/nodes/router/judge";
import type { RouterParams } from "@/lib/nodes/router/params";
import { rewordQuestion } from "@/lib/nodes/vector-store/reword-question";
import type { RewordSettings } from "@/lib/nodes/vector-store/search-settings";
import type { Call, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { searchKnowledge, type KnowledgeQuery } from "../knowledge/search";
import { listTestQuestions } from "../test-question/list";
import { findWorkflow, readDraft } from "../workflow/find";
import { basisOf } from "./basis";
import { createModelPort } from "../connection/model-port";
import { routerSettings, storeBefore } from "./store-before";

export const previewRouterInput = z.object({
  workflowId: idSchema,
  nodeId: z.string().max(64),
  /**
   * Asks each answerable question again without the document that came first: what is left should rarely answer it.
   * Gives unanswerable questions that are as near to the documents as the answerable ones.
   */
  withoutSource: z.boolean().default(false),
});
type Preview = Call<z.input<typeof previewRouterInput>> & { signal: AbortSignal | undefined };

/** Questions searched at the same time. */
const CONCURRENCY = 4;
/** How many times as many passages are looked at when those of one document are left out. */
const SPARE = 3;

export interface ScoredQuestion {
  question: string;
  answerable: boolean;
  score: number;
  /** Name of the document that was left out; null for a question asked of all of them. */
  without: string | null;
}

/**
 * The score that a router gives each test question: the passages of the store wired to it, judged as in a run, by a
 * model where the router asks one. `basis` says what the scores rest on, see `routerBasis`. Throws `workflow.not-found`, `node.not-found`,
 * `router.no-store` when no store is wired to it.
 */
export async function previewRouter({ ctx, input, signal }: Preview) {
  const { workflowId, nodeId, withoutSource } = previewRouterInput.parse(input);
  const workflow = await findWorkflow(ctx.db, ctx, workflowId);
  const graph = readDraft(workflow.draft);
  const { reword, ...store } = storeBefore(graph, nodeId);
  const params = routerSettings(graph, nodeId);
  const basis = await basisOf(ctx, graph, nodeId);
  const questions = await listTestQuestions({ ctx, input: { workflowId: workflow.id } });
  const queue = new PQueue({ concurrency: CONCURRENCY });
  const aborted = signal ?? new AbortController().signal;
  const results = await queue.addAll(
    questions.map(({ question, answerable }) => () => {
      const query = { ...store, query: question, reader: ctx.actor.userId, signal: aborted };
      return scoresOf(ctx, { query, reword, answerable, withoutSource, params });
    }),
  );
  return { results: results.flat(), basis };
}

async function scoresOf(
  ctx: WorkspaceContext,
  of: {
    query: KnowledgeQuery;
    reword: RewordSettings | undefined;
    answerable: boolean;
    withoutSource: boolean;
    params: RouterParams;
  },
): Promise<ScoredQuestion[]> {
  const { query, reword, answerable, withoutSource, params } = of;
  query.signal.throwIfAborted();
  const question = query.query;
  const twice = withoutSource && answerable;
  const models = createModelPort(ctx);
  const { signal } = query;
  // A model that fails costs what a run would go without as well.
  const wordings = reword
    ? await rewordQuestion({
        ...reword,
        ...{ question, models, signal, conversation: [], onFailed: () => undefined },
      })
    : [];
  const found = await searchKnowledge(ctx, {
    ...query,
    wordings,
    limit: twice ? query.limit * SPARE : query.limit,
  });
  const scoreOf = async (all: readonly Passage[]) => {
    const passages = all.slice(0, query.limit);
    return (await verdictOf({ params, question, passages, models, signal })).score;
  };
  const asked = { question, answerable, score: await scoreOf(found), without: null };
  const first = found[0];
  if (!twice || first === undefined) return [asked];
  const rest = found.filter(({ documentId }) => documentId !== first.documentId);
  const again = { question, answerable: false, score: await scoreOf(rest) };
  return [asked, { ...again, without: first.documentName }];
}
