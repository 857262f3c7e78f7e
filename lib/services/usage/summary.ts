import "server-only";
import { z } from "zod";
import type { Call } from "../context";

export const usageInput = z.object({
  /** Days before today, with today. */
  days: z.number().int().min(1).max(366).default(30),
});

/** Calls, tokens and cost together; `unpriced` of the calls have no known price and are not in the cost. */
interface Sum {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars. */
  readonly cost: number;
  readonly unpriced: number;
}

export interface DaySum extends Sum {
  /** `2026-11-27`, in UTC. */
  readonly day: string;
}

export interface ModelSum extends Sum {
  readonly connectionId: string;
  /** Null once the connection is gone. */
  readonly connection: string | null;
  readonly model: string;
  /** Per million tokens, where people set it. */
  readonly price: { readonly input: number; readonly output: number } | null;
}

export interface WorkflowSum extends Sum {
  /** Null for calls outside a run, such as a calibration. */
  readonly workflowId: string | null;
  /** Null once the workflow is gone. */
  readonly workflow: string | null;
  readonly runs: number;
}

const SUM = `count(*)::integer as calls, coalesce(sum("inputTokens"), 0)::float8 as "inputTokens",
  coalesce(sum("outputTokens"), 0)::float8 as "outputTokens", coalesce(sum(cost), 0)::float8 as cost,
  (count(*) filter (where cost is null))::integer as unpriced`;
const FROM = `((now() at time zone 'utc')::date - ($2::integer - 1))`;
const CALLS = `"ModelCall" where "workspaceId" = $1 and at >= (${FROM}::timestamp at time zone 'utc')`;

const BY_DAY = `
  select to_char(day.day, 'YYYY-MM-DD') as day, count(call.id)::integer as calls,
    coalesce(sum(call."inputTokens"), 0)::float8 as "inputTokens",
    coalesce(sum(call."outputTokens"), 0)::float8 as "outputTokens", coalesce(sum(call.cost), 0)::float8 as cost,
    (count(call.id) filter (where call.cost is null))::integer as unpriced
  from generate_series(${FROM}, (now() at time zone 'utc')::date, interval '1 day') as day(day)
  left join "ModelCall" call on call."workspaceId" = $1 and (call.at at time zone 'utc')::date = day.day::date
    and call.at >= (${FROM}::timestamp at time zone 'utc')
  group by day.day order by day.day`;

const BY_MODEL = `
  select sums.*, connection.name as connection,
    case when price.input is not null
      then json_build_object('input', price.input, 'output', price.output) end as price
  from (select "connectionId", model, ${SUM} from ${CALLS} group by "connectionId", model) sums
  left join "ModelConnection" connection on connection.id = sums."connectionId"
    and connection."workspaceId" = $1 and connection."deletedAt" is null
  left join "ModelPrice" price on price."connectionId" = sums."connectionId" and price.model = sums.model
    and price."workspaceId" = $1
  order by sums.cost desc, sums.calls desc, sums.model`;

const BY_WORKFLOW = `
  select sums.*, workflow.name as workflow
  from (
    select "workflowId", count(distinct "runId")::integer as runs, ${SUM} from ${CALLS} group by "workflowId"
  ) sums
  left join "Workflow" workflow on workflow.id = sums."workflowId" and workflow."workspaceId" = $1
    and workflow."deletedAt" is null
  order by sums.cost desc, sums.calls desc`;

/** What models used and cost in the last days: each day, and by model and workflow, the dearest first. */
export async function usageSummary({ ctx, input }: Call<z.output<typeof usageInput>>) {
  const params = [ctx.workspace.id, input.days];
  const [days, models, workflows] = await Promise.all([
    ctx.sql.query<DaySum>(BY_DAY, params),
    ctx.sql.query<ModelSum>(BY_MODEL, params),
    ctx.sql.query<WorkflowSum>(BY_WORKFLOW, params),
  ]);
  return { days, models, workflows };
}
