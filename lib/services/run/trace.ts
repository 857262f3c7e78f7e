import "server-only";
import { randomUUID } from "node:crypto";
import type { RunEvent } from "@/lib/graph/run-events";
import type { NodeRunStatus } from "@/lib/db/generated/enums";
import { costOf } from "@/lib/models/cost";
import type { CallMade } from "../usage/record-call";

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

/** What a call of a model used, and what it cost at the price of the day. */
export interface CallRow {
  readonly id: string;
  readonly nodeId: string | null;
  readonly connectionId: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number | null;
}

export function callRow({ connectionId, model, caller, usage, price }: CallMade): CallRow {
  const { inputTokens, outputTokens } = usage;
  const cost = price && costOf(price, usage);
  const used = { inputTokens, outputTokens, cost };
  return { id: randomUUID(), nodeId: caller?.nodeId ?? null, connectionId, model, ...used };
}

/** Part of what happened in a run. */
export interface Trace {
  readonly events: readonly RunEvent[];
  readonly nodes: readonly NodeRow[];
  readonly calls: readonly CallRow[];
}

export const NO_TRACE: Trace = { events: [], nodes: [], calls: [] };

/** Only what has to be paid for, where something else can't be stored. */
export const callsOf = ({ calls }: Trace): Trace => ({ ...NO_TRACE, calls });

/** Parts of a `with` that store a trace; their parameters are $1 to $5, given by {@link traceParams}. */
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
  ),
  calls as (
    insert into "ModelCall" (id, "workspaceId", "connectionId", model, "runId", "nodeId", "workflowId", "inputTokens",
      "outputTokens", cost, "publicationId")
    select call.id, $2::text, call."connectionId", call.model, $1::text, call."nodeId", run."workflowId",
      call."inputTokens", call."outputTokens", call.cost, conversation."publicationId"
    from json_to_recordset($5::json) as call (id text, "nodeId" text, "connectionId" text, model text,
      "inputTokens" integer, "outputTokens" integer, cost double precision)
    left join "Run" run on run.id = $1::text and run."workspaceId" = $2::text
    left join "Conversation" conversation on conversation.id = run."conversationId"
      and conversation."workspaceId" = $2::text
  )`;

export function traceParams(run: { id: string; workspaceId: string }, trace: Trace): string[] {
  const events = trace.events.map((event) => ({ seq: event.seq, event, at: isoTime(event.at) }));
  const nodes = trace.nodes.map((node) => ({ ...node, startedAt: isoTime(node.startedAt) }));
  const rows = [events, nodes, trace.calls].map((each) => JSON.stringify(each));
  return [run.id, run.workspaceId, ...rows];
}

/** Milliseconds since 1970 as the database reads them. */
export function isoTime<T extends number | null>(at: T) {
  return at === null ? null : new Date(at).toISOString();
}
