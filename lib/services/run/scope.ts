import { hasPermission } from "@/lib/auth/permissions";
import type { WorkspaceContext } from "../context";

/** Builders see the conversations of all, others their own. */
function seesAll(ctx: WorkspaceContext): boolean {
  return hasPermission(ctx.actor.role, "workflow.edit");
}

/** Whether the caller may see a run that is still in memory; the same rule as {@link visibleConversations}. */
export function mayFollow(
  ctx: WorkspaceContext,
  run: { workspaceId: string; userId: string | null },
): boolean {
  return run.workspaceId === ctx.workspace.id && (seesAll(ctx) || run.userId === ctx.actor.userId);
}

/** The part of a `where` that says which conversations the caller may see. */
export function visibleConversations(ctx: WorkspaceContext) {
  return {
    workspaceId: ctx.workspace.id,
    ...(seesAll(ctx) ? {} : { userId: ctx.actor.userId }),
  };
}
