import type { WorkspaceContext } from "../context";
import { visibleConversations } from "../run/scope";

/** The part of a `where` of files that are there: neither removed nor expired, of a workflow that is in use. */
export function presentFiles(workspaceId: string) {
  return {
    workspaceId,
    deletedAt: null,
    expiresAt: { gt: new Date() },
    conversation: { workflow: { deletedAt: null } },
  };
}

/** The files that the caller may see: those of the conversations they may see. */
export function visibleFiles(ctx: WorkspaceContext) {
  const { conversation, ...present } = presentFiles(ctx.workspace.id);
  return { ...present, conversation: { ...conversation, ...visibleConversations(ctx) } };
}
