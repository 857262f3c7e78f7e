import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { runGraph } from "@/lib/engine/run-graph";
import type { Graph } from "@/lib/graph/document";
import { toExecutable } from "@/lib/graph/executable";
import { isTerminal, type RunError, type RunEvent } from "@/lib/graph/run-events";
import type { Usage } from "@/lib/graph/values";
import { costOf } from "@/lib/models/cost";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { nodeExecutors } from "@/lib/nodes/registry.server";
import { log } from "@/lib/telemetry/log";
import { createModelPort } from "../connection/model-port";
import { openConnection } from "../connection/open";
import type { Call, WorkspaceContext } from "../context";
import { idSchema } from "../inputs";
import { createKnowledgePort } from "../knowledge/port";
import { modelChoiceSchema, type ModelChoice } from "../model-policy/policy";
import { found } from "../not-found";
import { findWorkflow, readDraft } from "../workflow/find";
import { asTheyEnd } from "./as-they-end";

const MAX_QUESTIONS = 50;
/** Runs at the same time. */
const CONCURRENCY = 2;

export const compareModelsInput = z.object({
  workflowId: idSchema,
  /** The Model node whose model is changed. */
  nodeId: z.string().max(64),
  models: z.array(modelChoiceSchema).min(1).max(4),
  questions: z.array(z.string().trim().min(1).max(4000)).min(1).max(MAX_QUESTIONS),
});
type Input = z.infer<typeof compareModelsInput>;

/** What one model made of one question; both by their place in the input. */
export interface Compared {
  readonly question: number;
  readonly model: number;
  /** Null where the run failed; `error` says why. */
  readonly answer: {
    readonly text: string;
    readonly outcome: "answered" | "refused";
    /** Statements tied to a quote, of how many; null where nobody counted. */
    readonly citations: number;
    readonly statements: number | null;
    readonly unproved: number;
  } | null;
  readonly error: RunError | null;
  /** Of the Model node alone; milliseconds. Null where its turn didn't come. */
  readonly durationMs: number | null;
  readonly usage: Usage | null;
  /** US dollars; null where the price isn't known. */
  readonly cost: number | null;
}

/**
 * Asks each question of the saved draft with each of the models in one of its Model nodes, through the engine and the
 * search as in a run; nothing of it is kept in a conversation. Answers come as they end. Throws `workflow.not-found`,
 * `node.not-found`, `workflow.not-runnable`, and the signal's reason; a run that fails is an answer of its own.
 */
export async function compareModels({
  ctx,
  input,
  signal = new AbortController().signal,
}: Call<Input> & { signal?: AbortSignal | undefined }): Promise<AsyncGenerator<Compared, void>> {
  const { draft } = await findWorkflow(ctx.db, ctx, input.workflowId);
  const graphs = input.models.map((choice) => withModel(readDraft(draft), input.nodeId, choice));
  for (const graph of graphs) requireRunnable(graph);
  const tasks = input.questions.flatMap((question, at) =>
    graphs.map((graph, model) => () => {
      signal.throwIfAborted();
      return ask(ctx, { question, at, model, graph, input, signal });
    }),
  );
  return asTheyEnd(tasks, CONCURRENCY);
}

interface Question {
  readonly question: string;
  readonly at: number;
  readonly model: number;
  readonly graph: Graph;
  readonly input: Input;
  readonly signal: AbortSignal;
}

async function ask(ctx: WorkspaceContext, of: Question): Promise<Compared> {
  const events = runGraph({
    runId: randomUUID(),
    workspaceId: ctx.workspace.id,
    graph: of.graph,
    catalog: nodeCatalog,
    executors: nodeExecutors,
    input: { question: of.question },
    models: createModelPort(ctx),
    knowledge: createKnowledgePort(ctx, { reader: ctx.actor.userId }),
    log: quiet(),
    signal: of.signal,
  });
  let node: { durationMs: number; usage: Usage } | null = null;
  for await (const event of events) {
    if (event.type === "node.finished" && event.nodeId === of.input.nodeId) node = event;
    if (isTerminal(event)) return compared(ctx, of, { event, node });
  }
  throw new Error("A run ended without saying so.");
}

async function compared(
  ctx: WorkspaceContext,
  { at, model, input, signal }: Question,
  { event, node }: { event: RunEvent; node: { durationMs: number; usage: Usage } | null },
): Promise<Compared> {
  signal.throwIfAborted();
  const where = { question: at, model };
  const taken = {
    durationMs: node?.durationMs ?? null,
    usage: node?.usage ?? null,
    cost: node ? await costIn(ctx, input.models[model], node.usage) : null,
  };
  if (event.type !== "run.finished") {
    const error =
      event.type === "run.failed" ? event.error : { code: "run.interrupted", params: {} };
    return { ...where, ...taken, answer: null, error };
  }
  const { text, outcome, citations, statements, unsupported = [] } = event.output;
  const counts = { citations: citations.length, statements: statements ?? null };
  const answer = { text, outcome, ...counts, unproved: unsupported.length };
  return { ...where, ...taken, answer, error: null };
}

async function costIn(
  ctx: WorkspaceContext,
  choice: ModelChoice | undefined,
  usage: Usage,
): Promise<number | null> {
  if (!choice) return null;
  const price = (await openConnection(ctx, choice.connectionId)).priceOf(choice.model);
  return price && costOf(price, usage);
}

/** The graph with another model in one node, and nobody to answer in its place. */
function withModel(graph: Graph, nodeId: string, choice: ModelChoice): Graph {
  const target = graph.nodes.find(({ id, type }) => id === nodeId && type === "model");
  const { id } = found("node", target);
  const alone = { ...choice, fallbacks: [], remember: "off" };
  const nodes = graph.nodes.map((node) =>
    node.id === id ? { ...node, params: { ...node.params, ...alone } } : node,
  );
  return { ...graph, nodes };
}

function requireRunnable(graph: Graph): void {
  const executable = toExecutable(graph, nodeCatalog);
  if (executable.ok) return;
  const [first] = executable.problems;
  throw new AppError("workflow.not-runnable", "bad-request", {
    params: { count: executable.problems.length, problem: first?.code ?? "" },
  });
}

function quiet() {
  return {
    info: () => undefined,
    warn: (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      log().warn(fields, message);
    },
  };
}
