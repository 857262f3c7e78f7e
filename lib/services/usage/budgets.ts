import "server-only";
import type { WorkspaceContext } from "../context";
import { budgetStates } from "./budget";

/** Every budget of the workspace with what of it is spent this month; that of the workspace first. */
export async function listBudgets({ ctx }: { ctx: WorkspaceContext }) {
  const states = await budgetStates(ctx.sql, ctx.workspace.id);
  return states.sort((a, b) => (a.connectionId ?? "").localeCompare(b.connectionId ?? ""));
}
