import "server-only";
import type { WorkspaceContext } from "../context";
import { readDraft } from "../workflow/find";

/** The connections by name, with the workflows whose nodes use them. The key itself never leaves the server. */
export async function listConnections({ ctx }: { ctx: WorkspaceContext }) {
  const workspaceId = ctx.workspace.id;
  const [connections, workflows] = await Promise.all([
    ctx.db.modelConnection.findMany({
      where: { workspaceId, deletedAt: null },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: {
        id: true,
        provider: true,
        name: true,
        baseUrl: true,
        keyHint: true,
        createdAt: true,
      },
    }),
    ctx.db.workflow.findMany({
      where: { workspaceId, deletedAt: null },
      orderBy: { name: "asc" },
      select: { id: true, name: true, draft: true },
    }),
  ]);
  const uses = workflows.map(({ id, name, draft }) => ({
    workflowId: id,
    name,
    connectionIds: new Set(readDraft(draft).nodes.flatMap(({ params }) => connectionsIn(params))),
  }));
  return connections.map((connection) => ({
    ...connection,
    usedBy: uses
      .filter(({ connectionIds }) => connectionIds.has(connection.id))
      .map(({ workflowId, name }) => ({ workflowId, name })),
  }));
}

/** Whatever a node uses a model for, the param that names the connection ends alike. */
function connectionsIn(params: Readonly<Record<string, unknown>>): unknown[] {
  return Object.entries(params).flatMap(([key, id]) => (/connectionId$/i.test(key) ? [id] : []));
}
