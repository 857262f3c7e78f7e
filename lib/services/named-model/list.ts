import "server-only";
import { modelUses, usersOf } from "../connection/uses";
import type { WorkspaceContext } from "../context";

/** The named models by name, with where they are, what they were made from, and who uses them. */
export async function listNamedModels({ ctx }: { ctx: WorkspaceContext }) {
  const [rows, uses] = await Promise.all([
    ctx.db.namedModel.findMany({
      where: { workspaceId: ctx.workspace.id, connection: { deletedAt: null } },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      include: { connection: { select: { name: true } } },
    }),
    modelUses(ctx.db, ctx.workspace),
  ]);
  return rows.map(({ baseConnectionId, baseModel, connection, ...row }) => ({
    id: row.id,
    name: row.name,
    connectionId: row.connectionId,
    connectionName: connection.name,
    model: row.model,
    base:
      baseConnectionId !== null && baseModel !== null
        ? { connectionId: baseConnectionId, model: baseModel }
        : null,
    trainedFor: row.trainedFor,
    contextTokens: row.contextTokens,
    usedBy: usersOf(
      uses.filter((use) => use.connectionId === row.connectionId && use.model === row.model),
    ),
  }));
}
