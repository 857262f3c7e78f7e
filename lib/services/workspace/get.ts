import "server-only";
import { permissionsOf } from "@/lib/auth/permissions";
import type { WorkspaceContext } from "../context";

/** The workspace as its member sees it; `sample` is the workflow that the first start made, while it exists. */
export async function getWorkspace({ ctx }: { ctx: WorkspaceContext }) {
  const loaded = await ctx.db.auditEvent.findFirst({
    where: { workspaceId: ctx.workspace.id, action: "sample.load" },
    orderBy: { at: "desc" },
    select: { entityId: true },
  });
  const sample = loaded
    ? await ctx.db.workflow.findFirst({
        where: { id: loaded.entityId, workspaceId: ctx.workspace.id, deletedAt: null },
        select: { id: true },
      })
    : null;
  return {
    slug: ctx.workspace.slug,
    name: ctx.workspace.name,
    role: ctx.actor.role,
    permissions: [...permissionsOf(ctx.actor.role)],
    sample: sample ? { workflowId: sample.id } : null,
  };
}
