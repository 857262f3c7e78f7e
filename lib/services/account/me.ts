import "server-only";
import type { UserContext } from "../context";

/** The signed-in person and the workspaces they can enter, by name. */
export async function getMe({ ctx }: { ctx: UserContext }) {
  const memberships = await ctx.db.membership.findMany({
    where: { userId: ctx.user.id },
    orderBy: { workspace: { name: "asc" } },
    select: { role: true, workspace: { select: { slug: true, name: true } } },
  });
  return {
    id: ctx.user.id,
    name: ctx.user.name,
    email: ctx.user.email,
    workspaces: memberships.map(({ role, workspace }) => ({ ...workspace, role })),
  };
}
