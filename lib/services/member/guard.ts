import "server-only";
import type { Role } from "@/lib/auth/permissions";
import { AppError } from "@/lib/errors/app-error";
import type { Tx, WorkspaceContext } from "../context";
import { found } from "../not-found";

/**
 * The rules for touching a member: only owners make, change or remove owners, and one owner always remains.
 * Locks the workspace row, so that two owners can't step down at the same moment.
 * @param nextRole the role after the change, null when the member leaves.
 */
export async function guardMemberChange(
  tx: Tx,
  ctx: WorkspaceContext,
  change: { userId: string; nextRole: Role | null },
): Promise<{ role: Role }> {
  const workspaceId = ctx.workspace.id;
  await tx.$queryRaw`SELECT 1 FROM "Workspace" WHERE "id" = ${workspaceId} FOR UPDATE`;
  const member = found(
    "member",
    await tx.membership.findUnique({
      where: { workspaceId_userId: { workspaceId, userId: change.userId } },
      select: { role: true },
    }),
  );
  const touchesOwner = member.role === "owner" || change.nextRole === "owner";
  if (touchesOwner && ctx.actor.role !== "owner") {
    throw new AppError("member.owner-only", "forbidden");
  }
  if (member.role === "owner" && change.nextRole !== "owner") {
    const owners = await tx.membership.count({ where: { workspaceId, role: "owner" } });
    if (owners === 1) throw new AppError("member.last-owner", "conflict");
  }
  return member;
}
