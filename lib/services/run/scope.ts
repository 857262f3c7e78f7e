import { hasPermission } from "@/lib/auth/permissions";
import type { WorkspaceContext } from "../context";

/** The part of a `where` that says which conversations the caller may see: builders all, others their own. */
export function visibleConversations(ctx: WorkspaceContext) {
  const everybody = hasPermission(ctx.actor.role, "workflow.edit");
  return {
    workspaceId: ctx.workspace.id,
    ...(everybody ? {} : { userId: ctx.actor.userId }),
  };
}
