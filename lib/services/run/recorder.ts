import "server-only";
import type { NodeRecord } from "@/lib/engine/run-options";
import { writeJson } from "@/lib/db/json";
import type { Prisma } from "@/lib/db/generated/client";
import { isLifecycle, type RunEvent, type RunEventOf } from "@/lib/graph/run-events";
import { log } from "@/lib/telemetry/log";
import type { Db } from "../context";

export interface RunRecorder {
  /** Notes an event; returns at once. */
  note(event: RunEvent): void;
  /** Notes what a node saw and gave; returns at once. */
  readonly settle: (record: NodeRecord) => void;
  /** Resolves when everything noted so far is stored. */
  flush(): Promise<void>;
}

interface RunRow {
  id: string;
  workspaceId: string;
  /** Type by node id. */
  nodeTypes: ReadonlyMap<string, string>;
}

/** How long events wait for company; nobody who watches waits for it. */
const BATCH_MS = 100;
/** A node's values are kept up to this size, in UTF-16 units of JSON. */
const MAX_VALUES = 512 * 1024;

type NodeRow = Prisma.NodeRunCreateManyInput;

/**
 * Stores a run's events and what its nodes saw, in batches behind the run's back. A batch that fails is logged and
 * given up: the run goes on, its trace has a gap.
 */
export function createRunRecorder(db: Db, run: RunRow): RunRecorder {
  let events: RunEvent[] = [];
  let nodes: NodeRow[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const startedAt = new Map<string, number>();

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const batch = { events, nodes };
    events = [];
    nodes = [];
    writing = writing
      .then(() => store(db, run, batch))
      .catch((error: unknown) => {
        log().error({ err: error, runId: run.id }, "run trace not stored");
      });
    return writing;
  }

  function soon(): void {
    timer ??= setTimeout(() => void flush(), BATCH_MS);
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
      nodes.push(settledRow(run, record, startedAt.get(record.nodeId)));
      soon();
    },
    flush,
  };
}

async function store(db: Db, run: RunRow, batch: { events: RunEvent[]; nodes: NodeRow[] }) {
  const { workspaceId } = run;
  if (batch.nodes.length > 0) {
    await db.nodeRun.createMany({ data: batch.nodes, skipDuplicates: true });
  }
  if (batch.events.length > 0) {
    await db.runEvent.createMany({
      data: batch.events.map((event) => ({
        runId: run.id,
        workspaceId,
        seq: event.seq,
        event: writeJson(event) as object,
        at: new Date(event.at),
      })),
      skipDuplicates: true,
    });
  }
}

function settledRow(run: RunRow, record: NodeRecord, startedAt: number | undefined): NodeRow {
  return {
    workspaceId: run.workspaceId,
    runId: run.id,
    nodeId: record.nodeId,
    nodeType: record.type,
    status: record.status,
    inputs: bounded({ ...record.inputs, params: record.params }),
    outputs: bounded(record.outputs),
    error: writeJson(record.error),
    startedAt: startedAt === undefined ? null : new Date(startedAt),
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
    workspaceId: run.workspaceId,
    runId: run.id,
    nodeId: event.nodeId,
    nodeType: run.nodeTypes.get(event.nodeId) ?? "",
    status: startedAt === undefined ? "skipped" : "cancelled",
    inputs: {},
    startedAt: startedAt === undefined ? null : new Date(startedAt),
  };
}

/** Values as JSON, or only their names when they are too large to keep with every run. */
function bounded(values: Readonly<Record<string, unknown>>): object {
  const kept = writeJson(values) as object;
  if (JSON.stringify(kept).length <= MAX_VALUES) return kept;
  return Object.fromEntries(Object.keys(values).map((name) => [name, { omitted: "too-large" }]));
}
