import "server-only";
import type { WorkspaceContext } from "../context";
import { modelUses, usersOf } from "./uses";

/** The connections by name, with the workflows and stores that use them. The key itself never leaves the server. */
export async function listConnections({ ctx }: { ctx: WorkspaceContext }) {
  const workspaceId = ctx.workspace.id;
  const [connections, uses] = await Promise.all([
    ctx.db.modelConnection.findMany({
      where: { workspaceId, deletedAt: null },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: {
        id: true,
        provider: true,
        name: true,
        baseUrl: true,
        keyHint: true,
        headerNames: true,
        maxConcurrent: true,
        tokensPerMinute: true,
        createdAt: true,
      },
    }),
    modelUses(ctx.db, ctx.workspace),
  ]);
  return connections.map((connection) => ({
    ...connection,
    usedBy: usersOf(uses.filter(({ connectionId }) => connectionId === connection.id)),
  }));
}
