import "server-only";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { graphSchema, type Graph } from "@/lib/graph/document";
import { migrateGraph } from "@/lib/graph/migrate";
import type { Tx, WorkspaceContext } from "../context";
import { found } from "../not-found";

/** A workflow of the caller's workspace that isn't deleted. Throws `workflow.not-found`. */
export async function findWorkflow(tx: Tx, ctx: WorkspaceContext, id: string) {
  return found(
    "workflow",
    await tx.workflow.findFirst({
      where: { id, workspaceId: ctx.workspace.id, deletedAt: null },
      select: { id: true, name: true, draft: true, revision: true, updatedAt: true },
    }),
  );
}

/** A stored draft as the present version of the app reads it: parsed, nodes migrated. */
export function readDraft(draft: unknown): Graph {
  return migrateGraph(graphSchema.parse(draft), nodeCatalog);
}
