import "server-only";
import type { NodeRecord } from "@/lib/engine/run-options";
import type { SqlPort } from "@/lib/db/sql";
import { isLifecycle, type RunEvent, type RunEventOf } from "@/lib/graph/run-events";
import { log } from "@/lib/telemetry/log";
import type { CallMade } from "../usage/record-call";
import { storingOnce } from "./stored-once";
import {
  callRow,
  callsOf,
  INSERT_TRACE,
  traceParams,
  type CallRow,
  type NodeRow,
  type Trace,
} from "./trace";

export interface RunRecorder {
  /** Notes an event; returns at once. */
  note(event: RunEvent): void;
  /** Notes what a node saw and gave; returns at once. */
  readonly settle: (record: NodeRecord) => void;
  /** Notes what a call of a model used; returns at once. */
  readonly called: (call: CallMade) => void;
  /** Waits for what is being stored and hands over the rest, for whoever stores the run's end. */
  rest(): Promise<Trace>;
}

interface RunRow {
  id: string;
  workspaceId: string;
  /** Type by node id. */
  nodeTypes: ReadonlyMap<string, string>;
  /** Settles when the run's own row is there. */
  stored: Promise<void>;
}

/**
 * How long events wait for company. Long enough that a run is seldom written to before its first token, and a short
 * one only at its end; who watches from another process sees them this much later.
 */
const BATCH_MS = 500;
/** A node's values are kept up to this size, in UTF-16 units of JSON. */
const MAX_VALUES = 512 * 1024;

/**
 * Stores a run's events and what its nodes saw, in batches behind the run's back. A batch that fails is logged and
 * given up: the run goes on, its trace has a gap.
 */
export function createRunRecorder(sql: SqlPort, run: RunRow): RunRecorder {
  let events: RunEvent[] = [];
  let nodes: NodeRow[] = [];
  let timer: NodeJS.Timeout | undefined;
  // Who started the run learns of a row that could not be stored.
  let writing = run.stored.catch(() => undefined);
  const startedAt = new Map<string, number>();
  const once = storingOnce();
  let calls: CallRow[] = [];

  function take(): Trace {
    clearTimeout(timer);
    timer = undefined;
    const trace = { events, nodes, calls };
    events = [];
    nodes = [];
    calls = [];
    return trace;
  }

  function flush(): void {
    const trace = take();
    writing = writing
      .then(() => storeTrace(sql, run, trace))
      .catch((error: unknown) => {
        log().error({ err: error, runId: run.id }, "run trace not stored");
        // What was used is owed all the same.
        return trace.calls.length > 0 ? storeTrace(sql, run, callsOf(trace)) : undefined;
      })
      .catch((error: unknown) => {
        log().error({ err: error, runId: run.id }, "model usage not stored");
      });
  }

  function soon(): void {
    timer ??= setTimeout(flush, BATCH_MS);
  }

  return {
    note(event) {
      if (event.type === "node.started") startedAt.set(event.nodeId, event.at);
      if (event.type === "node.skipped") {
        nodes.push(skippedRow(run, event, startedAt.get(event.nodeId)));
      }
      if (!isLifecycle(event)) return;
      events.push(event);
      soon();
    },
    settle: (record) => {
      nodes.push(settledRow(record, startedAt.get(record.nodeId), once));
      soon();
    },
    called: (call) => {
      calls.push(callRow(call));
      soon();
    },
    async rest() {
      const trace = take();
      await writing;
      return trace;
    },
  };
}

async function storeTrace(sql: SqlPort, run: RunRow, trace: Trace): Promise<void> {
  await sql.query(`with ${INSERT_TRACE} select 1`, traceParams(run, trace));
}

function settledRow(
  record: NodeRecord,
  startedAt: number | undefined,
  once: ReturnType<typeof storingOnce>,
): NodeRow {
  return {
    nodeId: record.nodeId,
    nodeType: record.type,
    status: record.status,
    inputs: bounded({ ...once.inputs(record.inputs), params: record.params }),
    outputs: bounded(once.outputs(record.nodeId, record.outputs)),
    error: record.error,
    startedAt: startedAt ?? null,
    durationMs: record.durationMs,
  };
}

/** A node that had begun when the run ended was cut off, the others never had their turn. */
function skippedRow(
  run: RunRow,
  event: RunEventOf<"node.skipped">,
  startedAt: number | undefined,
): NodeRow {
  return {
    nodeId: event.nodeId,
    nodeType: run.nodeTypes.get(event.nodeId) ?? "",
    status: startedAt === undefined ? "skipped" : "cancelled",
    inputs: {},
    outputs: null,
    error: null,
    startedAt: startedAt ?? null,
    durationMs: null,
  };
}

/** Values, or only their names when they are too large to keep with every run. */
function bounded(values: Readonly<Record<string, unknown>>): object {
  if (JSON.stringify(values).length <= MAX_VALUES) return values;
  return Object.fromEntries(Object.keys(values).map((name) => [name, { omitted: "too-large" }]));
}
