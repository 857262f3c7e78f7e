import "server-only";
import type { RunEvent } from "@/lib/graph/run-events";
import type { NodeRunStatus } from "@/lib/db/generated/enums";

/** What one node saw and gave, as it is stored; the values are JSON. */
export interface NodeRow {
  readonly nodeId: string;
  readonly nodeType: string;
  readonly status: NodeRunStatus;
  readonly inputs: object;
  readonly outputs: object | null;
  readonly error: object | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number | null;
  readonly durationMs: number | null;
}

/** Part of what happened in a run. */
export interface Trace {
  readonly events: readonly RunEvent[];
  readonly nodes: readonly NodeRow[];
}

export const NO_TRACE: Trace = { events: [], nodes: [] };

/** Parts of a `with` that store a trace; their parameters are $1 to $4, given by {@link traceParams}. */
export const INSERT_TRACE = `
  events as (
    insert into "RunEvent" ("runId", "workspaceId", seq, event, at)
    select $1::text, $2::text, seq, event, at
    from json_to_recordset($3::json) as row (seq integer, event jsonb, at timestamptz)
    on conflict do nothing
  ),
  nodes as (
    insert into "NodeRun" ("runId", "workspaceId", "nodeId", "nodeType", status, inputs, outputs, error, "startedAt",
      "durationMs")
    select $1::text, $2::text, "nodeId", "nodeType", status, inputs, outputs, error, "startedAt", "durationMs"
    from json_to_recordset($4::json) as row ("nodeId" text, "nodeType" text, status "NodeRunStatus", inputs jsonb,
      outputs jsonb, error jsonb, "startedAt" timestamptz, "durationMs" double precision)
    on conflict do nothing
  )`;

export function traceParams(run: { id: string; workspaceId: string }, trace: Trace): string[] {
  const events = trace.events.map((event) => ({ seq: event.seq, event, at: isoTime(event.at) }));
  const nodes = trace.nodes.map((node) => ({ ...node, startedAt: isoTime(node.startedAt) }));
  return [run.id, run.workspaceId, JSON.stringify(events), JSON.stringify(nodes)];
}

/** Milliseconds since 1970 as the database reads them. */
export function isoTime<T extends number | null>(at: T) {
  return at === null ? null : new Date(at).toISOString();
}
