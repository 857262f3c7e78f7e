import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { SqlPort } from "@/lib/db/sql";

/** A budget and what of it is spent this month, in US dollars. */
export interface BudgetState {
  /** Null for the whole workspace. */
  readonly connectionId: string | null;
  readonly monthly: number;
  readonly spent: number;
}

/** Months are those of the calendar in UTC, so that all processes agree on them. */
export const MONTH_START = `(date_trunc('month', now() at time zone 'utc') at time zone 'utc')`;

const STATES = `
  select budget."connectionId", budget.monthly, (
    select coalesce(sum(cost), 0)::float8 from "ModelCall" call
    where call."workspaceId" = $1 and call.at >= ${MONTH_START}
      and (budget."connectionId" is null or call."connectionId" = budget."connectionId")
  ) as spent
  from "ModelBudget" budget where budget."workspaceId" = $1
    and ($2::text is null or budget."connectionId" is null or budget."connectionId" = $2)`;

/** The budgets of a workspace, or those that a connection falls under. */
export function budgetStates(
  sql: SqlPort,
  workspaceId: string,
  connectionId: string | null = null,
): Promise<BudgetState[]> {
  return sql.query<BudgetState>(STATES, [workspaceId, connectionId]);
}

/** Milliseconds that a look at the budgets holds: a month can be overspent by what is called meanwhile. */
const HOLDS_MS = 3000;
/** Connections whose budgets are remembered. */
const REMEMBERED = 1000;
const looks = new Map<string, { until: number; states: Promise<BudgetState[]> }>();

/**
 * Throws `budget.used-up` where a budget that the connection falls under is spent. Calls whose price isn't known count as
 * nothing: the page of costs says so.
 */
export async function checkBudget(
  { sql, workspace }: { sql: SqlPort; workspace: { id: string } },
  connectionId: string,
): Promise<void> {
  const key = `${workspace.id}\n${connectionId}`;
  let look = looks.get(key);
  if (!look || look.until < Date.now()) {
    if (looks.size >= REMEMBERED) looks.clear();
    look = {
      until: Date.now() + HOLDS_MS,
      states: budgetStates(sql, workspace.id, connectionId),
    };
    looks.set(key, look);
    look.states.catch(() => looks.delete(key));
  }
  const used = (await look.states).find(({ spent, monthly }) => spent >= monthly);
  if (used)
    throw new AppError("budget.used-up", "rate-limited", { params: { limit: used.monthly } });
}

/** A changed budget counts at once, in this process. */
export function forgetBudgets(): void {
  looks.clear();
}
