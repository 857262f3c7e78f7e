import "server-only";
import type { UserContext, WorkspaceContext } from "../context";
import { found } from "../not-found";

/**
 * The one door into a workspace: checks slug and membership in one query. Throws `workspace.not-found` alike for a
 * workspace that doesn't exist and for one that the user is no member of.
 */
export async function enterWorkspace(ctx: UserContext, slug: string): Promise<WorkspaceContext> {
  const membership = found(
    "workspace",
    await ctx.db.membership.findFirst({
      where: { userId: ctx.user.id, workspace: { slug } },
      select: { role: true, workspace: { select: { id: true, slug: true, name: true } } },
    }),
  );
  const { user, ...services } = ctx;
  return {
    ...services,
    workspace: membership.workspace,
    actor: { userId: user.id, role: membership.role },
  };
}
