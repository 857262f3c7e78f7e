import "server-only";
import { randomUUID } from "node:crypto";
import PQueue from "p-queue";
import { z } from "zod";
import { AppError, isAppError } from "@/lib/errors/app-error";
import type { Graph } from "@/lib/graph/document";
import type { ModelChoice, ModelPort } from "@/lib/nodes/_contract/context";
import { BUILT_IN, model } from "@/lib/nodes/model/definition";
import { createModelPort } from "../connection/model-port";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { storeBefore } from "../router/store-before";
import { findWorkflow, readDraft } from "../workflow/find";
import { listTestQuestions } from "./list";
import { passagesElsewhere, passagesWithin, type SampledPassage } from "./sample-passages";
import { readSuggestions, suggestionPrompt } from "./suggestion-prompt";

export const suggestQuestionsInput = z.object({
  workflowId: idSchema,
  /** The router that is calibrated. */
  nodeId: z.string().max(64),
});
type Suggest = Call<z.infer<typeof suggestQuestionsInput>> & { signal: AbortSignal | undefined };

/** Calls of the model: each about one passage. */
const WITHIN = 10;
const ELSEWHERE = 4;
const CONCURRENCY = 3;
const TIMEOUT_MS = 60_000;
const MAX_OUTPUT_TOKENS = 600;

export interface SuggestedQuestion {
  readonly question: string;
  readonly answerable: boolean;
  /** What it was made from: the words that answer it, or a document that it is near to or, with `elsewhere`, from. */
  readonly documentName: string;
  readonly quote: string | null;
  readonly elsewhere: boolean;
}

/**
 * Test questions that a connected model makes, for a person to look through: answerable ones from the documents, each
 * with the words that answer it; others near to them about what they don't say, and some from documents of other stores.
 * The model is that of the workflow's own Model node. Nothing is stored. A call that fails costs its questions; when
 * all do, the first error is thrown. Throws `workflow.not-found`, `node.not-found`, `router.no-store`,
 * `test-question.no-model`, `test-question.no-passages`.
 */
export async function suggestQuestions({ ctx, input, signal }: Suggest) {
  const workflow = await findWorkflow(ctx.db, ctx, input.workflowId);
  const graph = readDraft(workflow.draft);
  const { storeId } = storeBefore(graph, input.nodeId);
  const choice = writerOf(graph);
  if (!choice) throw new AppError("test-question.no-model", "bad-request");
  const seed = randomUUID();
  const within = await passagesWithin(ctx, { storeId, seed, count: WITHIN });
  if (within.length === 0) throw new AppError("test-question.no-passages", "bad-request");
  const elsewhere = await passagesElsewhere(ctx, { storeId, seed, count: ELSEWHERE });
  const models = createModelPort(ctx);
  const queue = new PQueue({ concurrency: CONCURRENCY });
  const ask = (passage: SampledPassage, isElsewhere: boolean) => () =>
    made({ models, choice, passage, isElsewhere, signal });
  const results = await queue.addAll([
    ...within.map((passage) => ask(passage, false)),
    ...elsewhere.map((passage) => ask(passage, true)),
  ]);
  const failures = results.flatMap((result) => ("error" in result ? [result.error] : []));
  if (failures.length === results.length) throw failures[0];
  const present = await listTestQuestions({ ctx, input: { workflowId: workflow.id } });
  const seen = new Set(present.map(({ question }) => question.toLowerCase()));
  const suggestions = results
    .flatMap((result) => ("questions" in result ? result.questions : []))
    .filter(({ question }) => {
      const isNew = !seen.has(question.toLowerCase());
      seen.add(question.toLowerCase());
      return isNew;
    });
  return { suggestions, failed: failures.length };
}

/** The first connected model that writes in the workflow; the built-in one can't make questions. */
export function writerOf({ nodes }: Graph): ModelChoice | undefined {
  for (const node of nodes) {
    if (node.type !== model.type) continue;
    const { data } = model.params.safeParse(node.params);
    if (data && data.connectionId !== BUILT_IN && data.model.trim() !== "") {
      return { connectionId: data.connectionId, model: data.model };
    }
  }
  return undefined;
}

interface Making {
  readonly models: ModelPort;
  readonly choice: ModelChoice;
  readonly passage: SampledPassage;
  readonly isElsewhere: boolean;
  readonly signal: AbortSignal | undefined;
}

type Made = { readonly questions: SuggestedQuestion[] } | { readonly error: unknown };

async function made({ models, choice, passage, isElsewhere, signal }: Making): Promise<Made> {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  let reply = "";
  try {
    const chat = models.chat({
      model: choice,
      messages: suggestionPrompt(passage),
      temperature: 0.7,
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    for await (const chunk of chat) if (chunk.type === "text") reply += chunk.text;
  } catch (error) {
    signal?.throwIfAborted();
    if (!limit.aborted && !isAppError(error)) throw error;
    return { error };
  }
  const { documentName } = passage;
  const questions = readSuggestions(reply, passage)
    // What another document leaves open may well stand in this store.
    .filter(({ quote }) => !isElsewhere || quote !== null)
    .map(({ question, quote }): SuggestedQuestion => ({
      question,
      answerable: quote !== null && !isElsewhere,
      documentName,
      quote: isElsewhere ? null : quote,
      elsewhere: isElsewhere,
    }));
  return { questions };
}
