import "server-only";
import type { GraphNode, Params } from "@/lib/graph/document";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { isShown } from "@/lib/nodes/_contract/is-shown";
import { isNodeType, nodeCatalog } from "@/lib/nodes/catalog";
import { readDraft } from "../workflow/find";
import type { Tx } from "../context";

/** One place that a model is used: a node of a workflow, or a store that is searched with it. */
export interface ModelUse {
  readonly kind: "workflow" | "store";
  /** Of the workflow or the store. */
  readonly id: string;
  readonly name: string;
  /** Both null for a store. */
  readonly nodeId: string | null;
  readonly nodeName: string | null;
  readonly connectionId: string;
  readonly model: string;
}

/** Every use of a model in the workspace, of those that need no connection too; workflows by name, then stores. */
export async function modelUses(tx: Tx, { id: workspaceId }: { id: string }): Promise<ModelUse[]> {
  const [workflows, indexes] = await Promise.all([
    tx.workflow.findMany({
      where: { workspaceId, deletedAt: null },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { id: true, name: true, draft: true },
    }),
    tx.storeIndex.findMany({
      where: { workspaceId, state: { in: ["active", "building"] }, store: { deletedAt: null } },
      orderBy: { store: { name: "asc" } },
      select: { connectionId: true, model: true, store: { select: { id: true, name: true } } },
    }),
  ]);
  const nodes = workflows.flatMap(({ id, name, draft }) =>
    readDraft(draft).nodes.flatMap((node) =>
      modelsIn(inUse(node)).map((choice) => ({
        kind: "workflow" as const,
        id,
        name,
        nodeId: node.id,
        nodeName: node.name,
        ...choice,
      })),
    ),
  );
  const stores = indexes.map(({ store, connectionId, model }) => ({
    kind: "store" as const,
    ...store,
    nodeId: null,
    nodeName: null,
    connectionId,
    model,
  }));
  return [...nodes, ...stores];
}

/** The params of a node without those that play no part at present, such as a judge that is never asked. */
function inUse({ type, params }: GraphNode): Params {
  if (!isNodeType(type)) return params;
  const { fields }: AnyNodeDefinition = nodeCatalog[type];
  const idle = fields.filter((field) => !isShown(field, params, fields)).map(({ key }) => key);
  return Object.fromEntries(Object.entries(params).filter(([key]) => !idle.includes(key)));
}

export interface ModelUser extends Pick<ModelUse, "kind" | "id" | "name"> {
  /** Of a workflow: its steps that use the model, each once. */
  readonly nodes: readonly { readonly id: string; readonly name: string }[];
}

/** Workflows and stores, each once, in the order of the uses. */
export function usersOf(uses: readonly ModelUse[]): ModelUser[] {
  const byId = new Map<string, ModelUser>();
  for (const { kind, id, name, nodeId, nodeName } of uses) {
    const key = `${kind} ${id}`;
    const { nodes } = byId.get(key) ?? { nodes: [] };
    const known = nodeId === null || nodes.some((node) => node.id === nodeId);
    const more = known ? [] : [{ id: nodeId, name: nodeName ?? "" }];
    byId.set(key, { kind, id, name, nodes: [...nodes, ...more] });
  }
  return [...byId.values()];
}

/**
 * The models that params name, at any depth. Whatever a node uses a model for, the param of the connection ends in
 * "connectionId" and the one of the model begins alike: `judgeConnectionId`, `judgeModel`.
 */
export function modelsIn(params: unknown): { connectionId: string; model: string }[] {
  if (typeof params !== "object" || params === null) return [];
  const own = Object.entries(params).flatMap(([key, connectionId]) => {
    const prefix = /^(.*?)connectionId$/i.exec(key)?.[1];
    if (prefix === undefined || typeof connectionId !== "string") return [];
    const model: unknown = Reflect.get(params, prefix === "" ? "model" : `${prefix}Model`);
    return [{ connectionId, model: typeof model === "string" ? model : "" }];
  });
  return [...own, ...Object.values(params).flatMap(modelsIn)];
}
