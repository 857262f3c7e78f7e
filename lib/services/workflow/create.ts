import "server-only";
import { z } from "zod";
import { EMPTY_GRAPH, type Graph } from "@/lib/graph/document";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { startingParams, type StartingModels } from "@/lib/nodes/_contract/starting-models";
import { isNodeType, nodeCatalog } from "@/lib/nodes/catalog";
import { recordAudit } from "../audit/record";
import type { Call, Tx, WorkspaceContext } from "../context";
import { nameSchema } from "../inputs";
import { findModelPolicy } from "../model-policy/get";
import { insertSource } from "../source/create";
import { insertStore } from "../store/create";
import { answerFromAttachedFiles, answerFromDocuments } from "@/lib/nodes/templates";
import { syncStandingLinks } from "./sync-links";

export const createWorkflowInput = z.object({
  name: nameSchema,
  template: z.enum([
    "blank",
    "answer-from-documents",
    "answer-a-form",
    "answer-from-attached-files",
  ]),
});

/** Makes a workflow; "answer-from-documents" and "answer-a-form" also make a source and a store of the same name, linked to each other. */
export async function createWorkflow({ ctx, input }: Call<z.infer<typeof createWorkflowInput>>) {
  return ctx.db.$transaction(async (tx) => {
    const { defaults } = await findModelPolicy(tx, ctx.workspace.id);
    const graph = startWith(await graphOf(tx, ctx, input), defaults);
    return insertWorkflow(tx, ctx, { name: input.name, graph });
  });
}

/** The graph of a template, its nodes using the models that new ones start with. */
function startWith(graph: Graph, models: StartingModels): Graph {
  const nodes = graph.nodes.map((node) => {
    if (!isNodeType(node.type)) return node;
    const { fields }: AnyNodeDefinition = nodeCatalog[node.type];
    return { ...node, params: { ...node.params, ...startingParams(fields, models) } };
  });
  return { ...graph, nodes };
}

async function graphOf(
  tx: Tx,
  ctx: WorkspaceContext,
  { name, template }: z.infer<typeof createWorkflowInput>,
): Promise<Graph> {
  switch (template) {
    case "blank":
      return EMPTY_GRAPH;
    case "answer-from-documents":
      return (await insertTemplate(tx, ctx, { name })).graph;
    case "answer-a-form":
      return (await insertTemplate(tx, ctx, { name, start: "form-input" })).graph;
    case "answer-from-attached-files":
      return answerFromAttachedFiles();
  }
}

/** The source, the store and the graph of "Answer questions from documents", within the caller's transaction. */
export async function insertTemplate(
  tx: Tx,
  ctx: WorkspaceContext,
  { name, start }: { name: string; start?: "chat-input" | "form-input" },
) {
  const source = await insertSource(tx, ctx, name);
  const store = await insertStore(tx, ctx, name);
  const graph = answerFromDocuments({
    sourceId: source.id,
    storeId: store.id,
    ...(start && { start }),
  });
  return { graph, sourceId: source.id, storeId: store.id };
}

/** The rows of a new workflow with its standing links, within the caller's transaction. */
export async function insertWorkflow(
  tx: Tx,
  ctx: WorkspaceContext,
  { name, graph }: { name: string; graph: Graph },
) {
  const workflow = await tx.workflow.create({
    data: {
      workspaceId: ctx.workspace.id,
      name,
      draft: graph,
      createdById: ctx.actor.userId,
    },
    select: { id: true },
  });
  await syncStandingLinks(tx, ctx, { workflowId: workflow.id, graph });
  await recordAudit(tx, ctx, {
    action: "workflow.create",
    entity: "workflow",
    entityId: workflow.id,
    detail: { name },
  });
  return workflow;
}
