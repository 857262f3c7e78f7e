import { hasPermission } from "@/lib/auth/permissions";
import type { WorkspaceContext } from "../context";

/** Builders see the conversations of all, others their own. */
function seesAll(ctx: WorkspaceContext): boolean {
  return hasPermission(ctx.actor.role, "workflow.edit");
}

/**
 * Whether the caller may see a run that is still in memory, as {@link visibleConversations} has it; false where only that
 * can tell, since the run may read what the caller may not.
 */
export function mayFollow(
  ctx: WorkspaceContext,
  run: { workspaceId: string; userId: string | null; reader: string | null },
): boolean {
  const { userId } = ctx.actor;
  const own = run.userId === userId && (run.reader === null || run.reader === userId);
  return run.workspaceId === ctx.workspace.id && (own || (seesAll(ctx) && run.reader === null));
}

/**
 * The part of a `where` that says which conversations the caller may see. What was asked of documents that not everybody may
 * read is seen by who asked alone: answers and traces hold their text.
 */
export function visibleConversations(ctx: WorkspaceContext) {
  return {
    workspaceId: ctx.workspace.id,
    ...(seesAll(ctx)
      ? { OR: [{ restricted: false }, { userId: ctx.actor.userId }] }
      : { userId: ctx.actor.userId }),
  };
}
