import "server-only";
import type { KnowledgePort } from "@/lib/nodes/_contract/context";
import type { WorkspaceScope } from "../context";
import { searchKnowledge } from "./search";

/** The stores and sources of a workspace, for its nodes. */
export function createKnowledgePort(ctx: WorkspaceScope): KnowledgePort {
  return {
    search: (request) => searchKnowledge(ctx, request),
    documents: ({ sourceId }) =>
      ctx.db.document.findMany({
        where: { sourceId, workspaceId: ctx.workspace.id, deletedAt: null },
        orderBy: [{ name: "asc" }, { id: "asc" }],
        select: { id: true, name: true, state: true },
      }),
  };
}
