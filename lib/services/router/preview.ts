import "server-only";
import { z } from "zod";
import PQueue from "p-queue";
import { DEFAULT_THRESHOLD, decide } from "@/lib/grounding";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { searchKnowledge } from "../knowledge/search";
import { listTestQuestions } from "../test-question/list";
import { findWorkflow, readDraft } from "../workflow/find";
import { storeBefore } from "./store-before";

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
