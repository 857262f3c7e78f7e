import "server-only";
import { validateGraph } from "@/lib/graph/validate";
import { nodeCatalog } from "@/lib/nodes/catalog";
import type { WorkspaceContext } from "../context";
import { readDraft } from "./find";

/** All workflows, the one changed last first. `problemCount` counts what keeps the draft from running. */
export async function listWorkflows({ ctx }: { ctx: WorkspaceContext }) {
  const rows = await ctx.db.workflow.findMany({
    where: { workspaceId: ctx.workspace.id, deletedAt: null },
    orderBy: { updatedAt: "desc" },
    select: { id: true, name: true, updatedAt: true, draft: true },
  });
  return rows.map(({ draft, ...workflow }) => {
    const graph = readDraft(draft);
    const errors = validateGraph(graph, nodeCatalog).filter((p) => p.severity === "error");
    return { ...workflow, nodeCount: graph.nodes.length, problemCount: errors.length };
  });
}
