import "server-only";
import type { KnowledgePort } from "@/lib/nodes/_contract/context";
import type { WorkspaceScope } from "../context";
import { searchKnowledge } from "./search";

/** The stores and sources of a workspace, for its nodes; with `sourceIds` nothing of any other source. */
export function createKnowledgePort(
  ctx: WorkspaceScope,
  sourceIds: readonly string[] | null = null,
): KnowledgePort {
  return {
    search: (request) => searchKnowledge(ctx, { ...request, sourceIds }),
    documents: ({ sourceId }) =>
      ctx.db.document.findMany({
        where: {
          AND: [{ sourceId }, sourceIds ? { sourceId: { in: [...sourceIds] } } : {}],
          workspaceId: ctx.workspace.id,
          deletedAt: null,
        },
        orderBy: [{ name: "asc" }, { id: "asc" }],
        select: { id: true, name: true, state: true },
      }),
  };
}
