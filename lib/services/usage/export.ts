import "server-only";
import Papa from "papaparse";
import type { z } from "zod";
import type { Call } from "../context";
import type { usageInput } from "./summary";

const ROWS = `
  select to_char(call.at at time zone 'utc', 'YYYY-MM-DD') as day, coalesce(connection.name, '') as connection, call.model,
    coalesce(workflow.name, '') as workflow, count(*)::integer as calls,
    sum(call."inputTokens")::float8 as "inputTokens", sum(call."outputTokens")::float8 as "outputTokens",
    sum(call.cost)::float8 as cost, (count(*) filter (where call.cost is null))::integer as unpriced
  from "ModelCall" call
  left join "ModelConnection" connection on connection.id = call."connectionId" and connection."workspaceId" = $1
  left join "Workflow" workflow on workflow.id = call."workflowId" and workflow."workspaceId" = $1
  where call."workspaceId" = $1
    and call.at >= (((now() at time zone 'utc')::date - ($2::integer - 1))::timestamp at time zone 'utc')
  group by 1, 2, 3, 4 order by 1, 2, 3, 4`;

/** The same as CSV, a line for each day, connection, model and workflow. An unknown cost is empty. */
export async function exportUsage({
  ctx,
  input,
}: Call<z.output<typeof usageInput>>): Promise<string> {
  const rows = await ctx.sql.query<Record<string, unknown>>(ROWS, [ctx.workspace.id, input.days]);
  const columns = [
    "day",
    "connection",
    "model",
    "workflow",
    "calls",
    "inputTokens",
    "outputTokens",
    "cost",
    "unpriced",
  ];
  // Names are people's own: none may begin a formula in whoever opens the file.
  return Papa.unparse(rows, { columns, escapeFormulae: true });
}
