import "server-only";
import type { WorkspaceContext } from "../context";

/** Invitations that are still open, newest first. */
export async function listInvitations({ ctx }: { ctx: WorkspaceContext }) {
  return ctx.db.invitation.findMany({
    where: { workspaceId: ctx.workspace.id, acceptedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
    select: { id: true, email: true, role: true, createdAt: true, expiresAt: true },
  });
}
