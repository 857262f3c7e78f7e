import "server-only";
import type { WorkspaceContext } from "../context";
import { documentStates } from "../document/state";

/** The sources by name, with how many of their documents are searchable or failed. */
export async function listSources({ ctx }: { ctx: WorkspaceContext }) {
  const [sources, documents] = await Promise.all([
    ctx.db.source.findMany({
      where: { workspaceId: ctx.workspace.id, deletedAt: null },
      orderBy: { name: "asc" },
      select: { id: true, name: true },
    }),
    documentStates(ctx, {}),
  ]);
  return sources.map((source) => {
    const own = documents.filter((document) => document.sourceId === source.id);
    return {
      ...source,
      documents: own.length,
      ready: own.filter((document) => document.state === "ready").length,
      failed: own.filter((document) => document.state === "failed").length,
    };
  });
}
