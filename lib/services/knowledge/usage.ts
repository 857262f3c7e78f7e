import "server-only";
import type { Graph } from "@/lib/graph/document";
import { files } from "@/lib/nodes/files/definition";
import { router } from "@/lib/nodes/router/definition";
import { vectorStore } from "@/lib/nodes/vector-store/definition";
import { isAppError } from "@/lib/errors/app-error";
import type { WorkspaceContext } from "../context";
import { storeBefore } from "../router/store-before";
import { readDraft } from "../workflow/find";

/** What the draft of a workflow takes its knowledge from. */
export interface WorkflowUse {
  id: string;
  name: string;
  storeIds: string[];
  sourceIds: string[];
  /** What its routers that judge passages ask for of the passages of a store, 0..1. */
  thresholds: { storeId: string; threshold: number }[];
}

/** The workflows of a workspace by name, with the stores and sources that their nodes name. */
export async function workflowUses(ctx: WorkspaceContext): Promise<WorkflowUse[]> {
  const workflows = await ctx.db.workflow.findMany({
    where: { workspaceId: ctx.workspace.id, deletedAt: null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true, draft: true },
  });
  return workflows.map(({ id, name, draft }) => ({ id, name, ...usesOf(readDraft(draft)) }));
}

function usesOf(graph: Graph): Omit<WorkflowUse, "id" | "name"> {
  const { nodes } = graph;
  const named = (type: string, key: string) => [
    ...new Set(
      nodes.flatMap((node) => {
        const id = node.type === type ? node.params[key] : undefined;
        return typeof id === "string" ? [id] : [];
      }),
    ),
  ];
  return {
    storeIds: named(vectorStore.type, "storeId"),
    sourceIds: named(files.type, "sourceId"),
    thresholds: nodes.flatMap((node) => thresholdOf(graph, node)),
  };
}

function thresholdOf(graph: Graph, node: Graph["nodes"][number]) {
  const params = node.type === router.type ? router.params.safeParse(node.params) : null;
  if (params?.data?.mode !== "sufficiency") return [];
  try {
    const { storeId } = storeBefore(graph, node.id);
    return [{ storeId, threshold: params.data.threshold }];
  } catch (error) {
    if (isAppError(error)) return [];
    throw error;
  }
}
