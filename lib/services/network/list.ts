import "server-only";
import type { WorkspaceContext } from "../context";

/** Private hosts that requests of this workspace may reach. */
export async function listAllowedHosts({ ctx }: { ctx: WorkspaceContext }) {
  return ctx.db.allowedHost.findMany({
    where: { workspaceId: ctx.workspace.id },
    orderBy: [{ host: "asc" }, { port: "asc" }],
    select: { host: true, port: true },
  });
}
