import "server-only";
import { toRunError } from "@/lib/engine/run-errors";
import type { RunError } from "@/lib/graph/run-events";
import type { WorkspaceContext } from "../context";
import { MONTH_START } from "../usage/budget";
import { breakers } from "./breaker";
import { modelUses, usersOf } from "./uses";

/** What the calls of a connection cost this month; `unpriced` of them have no known price and are not in the cost. */
interface Spent {
  readonly connectionId: string;
  readonly calls: number;
  /** US dollars. */
  readonly cost: number;
  readonly unpriced: number;
}

const SPENT = `
  select "connectionId", count(*)::integer as calls, coalesce(sum(cost), 0)::float8 as cost,
    (count(*) filter (where cost is null))::integer as unpriced
  from "ModelCall" where "workspaceId" = $1 and at >= ${MONTH_START} group by "connectionId"`;

/** A model that failed and is left alone for now, as this process sees it. */
export interface UnwellModel {
  readonly model: string;
  /** When it is tried again, milliseconds since 1970; null when the next call finds out. */
  readonly until: number | null;
  /** What it failed with last. */
  readonly error: RunError;
}

function unwellOf(connectionId: string): UnwellModel[] {
  return breakers.unhealthy(connectionId).flatMap(({ model, health }) => {
    if (health.state === "healthy") return [];
    const until = health.state === "paused" ? health.until : null;
    return [{ model, until, error: toRunError(health.error) }];
  });
}

/**
 * The connections by name: who uses them, what they cost this month, and which of their models this process has found
 * unwell. The key itself never leaves the server.
 */
export async function listConnections({ ctx }: { ctx: WorkspaceContext }) {
  const workspaceId = ctx.workspace.id;
  const [connections, uses, spent] = await Promise.all([
    ctx.db.modelConnection.findMany({
      where: { workspaceId, deletedAt: null },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: {
        id: true,
        provider: true,
        name: true,
        baseUrl: true,
        keyHint: true,
        headerNames: true,
        maxConcurrent: true,
        tokensPerMinute: true,
        createdAt: true,
      },
    }),
    modelUses(ctx.db, ctx.workspace),
    ctx.sql.query<Spent>(SPENT, [workspaceId]),
  ]);
  return connections.map((connection) => ({
    ...connection,
    spent: spentIn(spent, connection.id),
    unwell: unwellOf(connection.id),
    usedBy: usersOf(uses.filter(({ connectionId }) => connectionId === connection.id)),
  }));
}

function spentIn(spent: readonly Spent[], id: string): Omit<Spent, "connectionId"> {
  const { calls = 0, cost = 0, unpriced = 0 } = spent.find((one) => one.connectionId === id) ?? {};
  return { calls, cost, unpriced };
}
