import "server-only";
import type { SqlPort } from "@/lib/db/sql";
import type { TerminalEvent } from "@/lib/graph/run-events";
import { INSERT_TRACE, isoTime, NO_TRACE, traceParams, type Trace } from "./trace";

const STATUS = {
  "run.finished": "finished",
  "run.failed": "failed",
  "run.cancelled": "cancelled",
} as const;

const END = `
  with ended as (
    update "Run" set status = $6::"RunStatus", output = $7::jsonb, error = $8::jsonb, "inputTokens" = $9::integer,
      "outputTokens" = $10::integer, "finishedAt" = $11::timestamptz
    where id = $1 and "workspaceId" = $2 and status = 'running'
    returning id
  ),
  last as (
    insert into "RunEvent" ("runId", "workspaceId", seq, event, at)
    select id, $2::text, $12::integer, $13::jsonb, $11::timestamptz from ended
  ),
  ${INSERT_TRACE}
  select exists (select 1 from ended) as ended`;

/**
 * Gives a run its one end: status, outcome and terminal event, and what of its trace is not stored yet, in one
 * statement. Whoever comes second ends nothing and gets false, be it the engine, somebody who cancels, or the search
 * for dead runs.
 */
export async function endRun(
  sql: SqlPort,
  run: { workspaceId: string; trace?: Trace },
  event: TerminalEvent,
): Promise<boolean> {
  const { runId, usage } = event;
  const params = [
    ...traceParams({ id: runId, workspaceId: run.workspaceId }, run.trace ?? NO_TRACE),
    STATUS[event.type],
    event.type === "run.finished" ? JSON.stringify(event.output) : null,
    event.type === "run.failed" ? JSON.stringify(event.error) : null,
    usage.inputTokens,
    usage.outputTokens,
    isoTime(event.at),
    event.seq,
    JSON.stringify(event),
  ];
  const [row] = await sql.query<{ ended: boolean }>(END, params, { prepared: true });
  return row?.ended ?? false;
}
