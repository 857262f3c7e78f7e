import type { Graph, GraphEdge, GraphNode, Json } from "./document";
import { edgeId } from "./ids";
import { sameJson } from "./same-json";

export type GraphChange =
  | { readonly kind: "node-added" | "node-removed"; readonly node: GraphNode }
  | {
      readonly kind: "node-changed";
      readonly nodeId: string;
      /** `name`, `position`, `type` (with its version), `onError` or `params.<key>`. */
      readonly part: string;
      /** Undefined where the part was not there. */
      readonly from: Json | undefined;
      readonly to: Json | undefined;
    }
  | { readonly kind: "edge-added" | "edge-removed"; readonly edge: GraphEdge };

/** What was done to turn `before` into `after`. An edge is what it joins: its own id doesn't count. */
export function diffGraphs(before: Graph, after: Graph): GraphChange[] {
  const oldNodes = new Map(before.nodes.map((node) => [node.id, node]));
  const newNodes = new Map(after.nodes.map((node) => [node.id, node]));
  const oldEdges = new Map(before.edges.map((edge) => [edgeId(edge), edge]));
  const newEdges = new Map(after.edges.map((edge) => [edgeId(edge), edge]));
  const changes: GraphChange[] = [];
  for (const [id, node] of oldNodes) {
    if (!newNodes.has(id)) changes.push({ kind: "node-removed", node });
  }
  for (const [id, node] of newNodes) {
    const old = oldNodes.get(id);
    if (old === undefined) changes.push({ kind: "node-added", node });
    else changes.push(...diffNodes(old, node));
  }
  for (const [id, edge] of oldEdges) {
    if (!newEdges.has(id)) changes.push({ kind: "edge-removed", edge });
  }
  for (const [id, edge] of newEdges) {
    if (!oldEdges.has(id)) changes.push({ kind: "edge-added", edge });
  }
  return changes;
}

function diffNodes(before: GraphNode, after: GraphNode): GraphChange[] {
  const from = partsOf(before);
  const to = partsOf(after);
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((part) => !sameJson(from.get(part), to.get(part)))
    .map((part) => ({
      kind: "node-changed" as const,
      nodeId: after.id,
      part,
      from: from.get(part),
      to: to.get(part),
    }));
}

function partsOf(node: GraphNode): ReadonlyMap<string, Json> {
  const parts = new Map<string, Json>([
    ["type", [node.type, node.version]],
    ["name", node.name],
    ["position", { x: node.position.x, y: node.position.y }],
  ]);
  if (node.onError !== undefined) parts.set("onError", node.onError);
  for (const [key, value] of Object.entries(node.params)) parts.set(`params.${key}`, value);
  return parts;
}
