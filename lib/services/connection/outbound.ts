import "server-only";
import { allowedBy } from "@/lib/net/allow-list";
import type { OutboundFetch } from "@/lib/net/outbound";
import type { WorkspaceScope } from "../context";

/** The guarded fetch of a workspace: public hosts, and the private ones that its admins opened. */
export async function workspaceFetch(ctx: WorkspaceScope): Promise<OutboundFetch> {
  const hosts = await ctx.db.allowedHost.findMany({
    where: { workspaceId: ctx.workspace.id },
    select: { host: true, port: true },
  });
  return ctx.outbound.allowing(allowedBy(hosts)).fetch;
}
