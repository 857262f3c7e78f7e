import type {
  NodeNote,
  RunError,
  RunEvent,
  RunEventOf,
  SkipReason,
  ValueSummary,
} from "./run-events";
import type { Citation, FileUse, Message, Stretch, Usage, Verdict } from "./values";

export type NodeStatus = "running" | "waiting" | "finished" | "skipped" | "failed";

export interface NodeState {
  readonly status: NodeStatus;
  /** Milliseconds since 1970; null for a node that was skipped without starting. */
  readonly startedAt: number | null;
  readonly attempt: number;
  readonly durationMs: number | null;
  readonly outputs: Readonly<Record<string, ValueSummary>>;
  /** Ports that were taken. */
  readonly live: readonly string[];
  /** Text streamed and citations found so far in this attempt. */
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly unsupported: readonly Stretch[];
  readonly notes: readonly NodeNote[];
  readonly usage: Usage;
  readonly error: RunError | null;
  readonly skipped: SkipReason | null;
}

export type RunStatus = "idle" | "running" | "waiting" | "finished" | "failed" | "cancelled";

/** Everything a person sees of a run. */
export interface RunState {
  readonly runId: string | null;
  readonly status: RunStatus;
  readonly question: string;
  /** Of the last event taken in; asking for events after it resumes the run. */
  readonly lastSeq: number;
  readonly startedAt: number | null;
  readonly durationMs: number | null;
  /** By node id; a node that hasn't started yet is absent. */
  readonly nodes: Readonly<Record<string, NodeState>>;
  /** What is being written: the text of the node that streamed last, then that of the output. */
  readonly answerText: string;
  /** Those found so far; the output's own once it's there. */
  readonly citations: readonly Citation[];
  /** What of `answerText` was checked, and no passage backs it. */
  readonly unsupported: readonly Stretch[];
  /** The latest verdict, and each router's own by node id. */
  readonly verdict: Verdict | null;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** Names of the attached files that the run waits for. */
  readonly reading: readonly string[];
  /** How much of the attached files the answer could draw on. */
  readonly files: readonly FileUse[];
  readonly output: Message | null;
  readonly usage: Usage;
  readonly error: (RunError & { readonly nodeId: string | null }) | null;
}

const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0 };

export const IDLE_RUN: RunState = {
  runId: null,
  status: "idle",
  question: "",
  lastSeq: 0,
  startedAt: null,
  durationMs: null,
  nodes: {},
  answerText: "",
  citations: [],
  unsupported: [],
  verdict: null,
  verdicts: {},
  reading: [],
  files: [],
  output: null,
  usage: NO_USAGE,
  error: null,
};

const NEW_NODE: NodeState = {
  status: "running",
  startedAt: null,
  attempt: 1,
  durationMs: null,
  outputs: {},
  live: [],
  text: "",
  citations: [],
  unsupported: [],
  notes: [],
  usage: NO_USAGE,
  error: null,
  skipped: null,
};

/**
 * Takes in the next event. Pure. Events already seen (after a reconnect) change nothing; missing token events leave
 * a gap in the streamed text that the output closes. `run.started` of another run starts anew.
 */
export function foldRunEvent(state: RunState, event: RunEvent): RunState {
  if (event.type === "run.started" && event.runId !== state.runId) {
    return {
      ...IDLE_RUN,
      runId: event.runId,
      status: "running",
      question: event.question,
      startedAt: event.at,
      lastSeq: event.seq,
    };
  }
  if (event.runId !== state.runId || event.seq <= state.lastSeq) return state;
  return { ...taken(state, event), lastSeq: event.seq };
}

/** The state after all events, from an idle run or from where an earlier fold stopped. */
export function foldRunEvents(events: Iterable<RunEvent>, from: RunState = IDLE_RUN): RunState {
  let state = from;
  for (const event of events) state = foldRunEvent(state, event);
  return state;
}

function taken(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case "run.started":
      return state;
    case "run.finished":
      return {
        ...ended(state, "finished", event),
        output: event.output,
        answerText: event.output.text,
        citations: event.output.citations,
        unsupported: event.output.unsupported ?? [],
      };
    case "run.failed":
      return {
        ...ended(state, "failed", event),
        error: { ...event.error, nodeId: event.nodeId },
      };
    case "run.cancelled":
      return ended(state, "cancelled", event);
    case "token": {
      const { text: before, unsupported } = state.nodes[event.nodeId] ?? NEW_NODE;
      const text = before + event.text;
      return { ...withNode(state, event.nodeId, { text }), answerText: text, unsupported };
    }
    case "checked": {
      const { text, unsupported } = event;
      const next = withNode(state, event.nodeId, { text, unsupported });
      return { ...next, answerText: text, unsupported };
    }
    case "citation": {
      const citations = [...(state.nodes[event.nodeId]?.citations ?? []), event.citation];
      return withCitations(withNode(state, event.nodeId, { citations }));
    }
    case "verdict":
      return {
        ...state,
        verdict: event.verdict,
        verdicts: { ...state.verdicts, [event.nodeId]: event.verdict },
      };
    case "node.noted": {
      const notes = [...(state.nodes[event.nodeId]?.notes ?? []), event.note];
      return withNode(state, event.nodeId, { notes });
    }
    case "files.reading":
      return { ...state, reading: event.names };
    case "files.used":
      return { ...state, reading: [], files: event.files };
    case "run.waiting":
      return {
        ...withNode(state, event.nodeId, { status: "waiting", error: event.error }),
        status: "waiting",
      };
    case "node.started":
    case "node.skipped":
    case "node.finished":
    case "node.failed":
      return takenByNode(state, event);
  }
}

type NodeEvent = RunEventOf<"node.started" | "node.skipped" | "node.finished" | "node.failed">;

function takenByNode(state: RunState, event: NodeEvent): RunState {
  const { nodeId } = event;
  switch (event.type) {
    case "node.started": {
      const streamed = state.nodes[nodeId]?.text;
      const started = { ...NEW_NODE, startedAt: event.at, attempt: event.attempt };
      const next: RunState = { ...withNode(state, nodeId, started), status: "running" };
      if (streamed === undefined) return next;
      // What an earlier attempt wrote is void.
      return withCitations({
        ...next,
        ...(state.answerText === streamed && { answerText: "", unsupported: [] }),
      });
    }
    case "node.skipped":
      return withNode(state, nodeId, { status: "skipped", skipped: event.reason });
    case "node.finished": {
      const { durationMs, outputs, live, usage } = event;
      const done = { durationMs, outputs, live, usage, error: null };
      return withNode(state, nodeId, { status: "finished", ...done });
    }
    case "node.failed": {
      const { durationMs, outputs, live, usage, error } = event;
      return withNode(state, nodeId, {
        status: "failed",
        durationMs,
        outputs,
        live,
        usage,
        error,
      });
    }
  }
}

function withNode(state: RunState, nodeId: string, change: Partial<NodeState>): RunState {
  const node = { ...(state.nodes[nodeId] ?? NEW_NODE), ...change };
  return { ...state, nodes: { ...state.nodes, [nodeId]: node } };
}

function withCitations(state: RunState): RunState {
  return { ...state, citations: Object.values(state.nodes).flatMap((node) => node.citations) };
}

function ended(
  state: RunState,
  status: "finished" | "failed" | "cancelled",
  { usage, durationMs }: { usage: Usage; durationMs: number },
): RunState {
  return { ...state, status, usage, durationMs, reading: [] };
}
