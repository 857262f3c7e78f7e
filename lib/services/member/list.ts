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
      addressConfirmedByName: true,
      user: { select: { id: true, name: true, email: true } },
    },
  });
  return rows.map(({ role, createdAt, addressConfirmedByName, user }) => ({
    userId: user.id,
    name: user.name,
    email: user.email,
    role,
    joinedAt: createdAt,
    /** Who states that the address is theirs; null while nobody does. */
    addressConfirmedBy: addressConfirmedByName,
  }));
}
