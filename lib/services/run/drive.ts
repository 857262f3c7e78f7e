import "server-only";
import { runGraph } from "@/lib/engine/run-graph";
import {
  isTerminal,
  runEventSchema,
  type RunEvent,
  type TerminalEvent,
} from "@/lib/graph/run-events";
import type { Graph } from "@/lib/graph/document";
import type { FormValues } from "@/lib/graph/form";
import type { FileRef, Turn } from "@/lib/graph/values";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { nodeExecutors } from "@/lib/nodes/registry.server";
import { log } from "@/lib/telemetry/log";
import type { ServiceContext } from "../context";
import { createFilePort } from "../conversation-file/port";
import { keepMsOf } from "../conversation-file/reader-node";
import { remembering } from "../kept-answer/remembering";
import { createKnowledgePort } from "../knowledge/port";
import { createModelPort } from "../connection/model-port";
import type { ConnectionRow } from "../connection/open";
import type { IndexRow } from "../store/active-index";
import { endRun } from "./end";
import type { RunHub } from "./hub";
import { createRunRecorder, type RunRecorder } from "./recorder";
import { callsOf, type Trace } from "./trace";

/** What was read just before a run began, for its first steps. */
export interface FirstLooks {
  readonly connections: readonly ConnectionRow[];
  readonly indexes: readonly IndexRow[];
}

export interface RunToDrive {
  id: string;
  workspaceId: string;
  /** Whose conversation it belongs to. */
  userId: string | null;
  /** Of the stored version of `graph`. */
  snapshotId: string;
  graph: Graph;
  question: string;
  /** What the question was made from, where it was a form. */
  form?: FormValues | null;
  conversationId: string;
  conversation: readonly Turn[];
  /** Whose eyes the answer is for: the id of a member; null for anybody. */
  reader: string | null;
  /** The only sources that may be answered from; null: all that are linked. */
  sourceIds: readonly string[] | null;
  /** Files attached to the conversation, oldest first. */
  attached: readonly FileRef[];
  /**
   * Settles when the row of the run is there. The search doesn't wait for it; what is stored of the run does, and so do the
   * models that cost something, as the same question may be on its way twice and only one of them counts.
   */
  stored: Promise<void>;
  /** Of the connections and stores that the graph names; absent where nobody looked yet. */
  looks?: FirstLooks;
}

/** Sign of life in milliseconds; recover.ts takes a run without one for dead after several of them. */
export const HEARTBEAT_MS = 3000;
/** How long a finished run stays in memory for those whose connection broke at its end. */
const LINGER_MS = 60_000;

/**
 * Runs a workflow to its end, independent of the request that started it: every event goes to the hub at once and
 * to the database soon. The terminal event is stored before anybody sees it. Never throws.
 */
export async function driveRun(ctx: ServiceContext, run: RunToDrive): Promise<void> {
  const controller = new AbortController();
  const live = ctx.runs.open(run, controller);
  const heartbeat = setInterval(() => void beat(ctx, run, controller), HEARTBEAT_MS);
  let isStored = true;
  run.stored.catch(() => {
    isStored = false;
    controller.abort();
  });
  const recorder = createRunRecorder(ctx.sql, {
    id: run.id,
    workspaceId: run.workspaceId,
    stored: run.stored,
    nodeTypes: new Map(run.graph.nodes.map((node) => [node.id, node.type])),
  });
  try {
    for await (const event of events(ctx, run, { controller, recorder })) {
      if (!isTerminal(event)) {
        live.push(event);
        recorder.note(event);
        continue;
      }
      const trace = await recorder.rest();
      live.push(await storedEnd(ctx, { ...run, trace }, event));
    }
  } catch (error) {
    // Of a run without a row its beginner hears.
    if (isStored) log().error({ err: error, runId: run.id }, "run could not be stored");
    live.push(interruption(run.id, live.events.length + 1));
  } finally {
    clearInterval(heartbeat);
    // With arguments: a function made here would hold on to all that the run worked with.
    setTimeout(closeRun, LINGER_MS, ctx.runs, run.id).unref();
  }
}

function closeRun(runs: RunHub, id: string): void {
  runs.close(id);
}

function events(
  ctx: ServiceContext,
  run: RunToDrive,
  { controller, recorder }: { controller: AbortController; recorder: RunRecorder },
): AsyncGenerator<RunEvent, void, undefined> {
  const scope = { ...ctx, workspace: { id: run.workspaceId } };
  const models = createModelPort(scope, connectionsOf(run.graph), {
    ready: run.stored,
    keep: recorder.called,
    ...(run.looks && { rows: run.looks.connections }),
  });
  return runGraph({
    runId: run.id,
    workspaceId: run.workspaceId,
    graph: run.graph,
    catalog: nodeCatalog,
    executors: nodeExecutors,
    input: { question: run.question, form: run.form ?? null, attached: run.attached },
    conversation: run.conversation,
    models: isPersonal(run) ? models : remembering(models, scope, run.snapshotId),
    knowledge: createKnowledgePort(scope, {
      ...{ ...run, ready: run.stored },
      ...(run.looks && { indexes: run.looks.indexes }),
    }),
    files: createFilePort(scope, run),
    log: nodeLog(run.id),
    signal: controller.signal,
    observer: { nodeSettled: recorder.settle },
  });
}

/** An answer may then be for whoever asks alone: nothing of it is kept for others. */
function isPersonal({ graph, attached }: RunToDrive): boolean {
  return attached.length > 0 || keepMsOf(graph) !== null;
}

/** The connections that the nodes of a graph name; the search can go on while they are opened. */
function connectionsOf(graph: Graph): string[] {
  const ids = graph.nodes.map((node) => node.params.connectionId);
  return ids.filter((id) => typeof id === "string");
}

/** The end that counts: ours, or the one that somebody else has stored in the meantime. */
async function storedEnd(
  ctx: ServiceContext,
  run: RunToDrive & { trace: Trace },
  event: TerminalEvent,
) {
  await run.stored;
  const ended = await endRun(ctx.sql, run, event).catch((error: unknown) => {
    // The end counts more than the trace, in which may be something that can't be stored.
    log().error({ err: error, runId: run.id }, "run trace not stored");
    return endRun(ctx.sql, { workspaceId: run.workspaceId, trace: callsOf(run.trace) }, event);
  });
  if (ended) return event;
  const last = await ctx.db.runEvent.findFirst({
    where: { runId: run.id, workspaceId: run.workspaceId },
    orderBy: { seq: "desc" },
    select: { event: true },
  });
  return last ? { ...runEventSchema.parse(last.event), seq: event.seq } : event;
}

/** Renews the sign of life; when the run was ended elsewhere (cancelled there), it ends here too. */
async function beat(ctx: ServiceContext, run: RunToDrive, controller: AbortController) {
  try {
    const { count } = await ctx.db.run.updateMany({
      where: { id: run.id, workspaceId: run.workspaceId, status: "running" },
      data: { heartbeatAt: new Date() },
    });
    if (count === 0) controller.abort();
  } catch (error) {
    log().warn({ err: error, runId: run.id }, "heartbeat failed");
  }
}

/** The end of a run whose process can't tell how it ended. */
export function interruption(runId: string, seq: number): TerminalEvent {
  return {
    type: "run.failed",
    runId,
    seq,
    at: Date.now(),
    nodeId: null,
    error: { code: "run.interrupted", params: {} },
    usage: { inputTokens: 0, outputTokens: 0 },
    durationMs: 0,
  };
}

function nodeLog(runId: string) {
  const lines = log().child({ runId });
  return {
    info: (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      lines.info(fields, message);
    },
    warn: (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      lines.warn(fields, message);
    },
  };
}
