import "server-only";
import type { WorkspaceContext } from "../context";

/** Everybody in the workspace, oldest member first. */
export async function listMembers({ ctx }: { ctx: WorkspaceContext }) {
  const rows = await ctx.db.membership.findMany({
    where: { workspaceId: ctx.workspace.id },
    orderBy: { createdAt: "asc" },
    select: {
      role: true,
      createdAt: true,
      addressConfirmedAt: true,
      addressConfirmedByName: true,
      user: { select: { id: true, name: true, email: true } },
    },
  });
  return rows.map(({ role, createdAt, addressConfirmedAt, addressConfirmedByName, user }) => ({
    userId: user.id,
    name: user.name,
    email: user.email,
    role,
    joinedAt: createdAt,
    /** By whoever states that the address is theirs, or by a mail to it (null); null altogether while it isn't. */
    addressConfirmed: addressConfirmedAt && { by: addressConfirmedByName },
  }));
}
