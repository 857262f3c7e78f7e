import type { Graph, GraphNode } from "@/lib/graph/document";
import { planGraph } from "@/lib/graph/plan";
import { nodeCatalog } from "@/lib/nodes/catalog";

/** The nodes that have run when this one starts, in running order: those whose values it may mention. */
export function nodesBefore(graph: Graph, nodeId: string): GraphNode[] {
  const plan = planGraph(graph, nodeCatalog);
  const before = new Set<string>();
  const waiting = [nodeId];
  for (const id of waiting) {
    for (const earlier of plan.nodes.get(id)?.after ?? []) {
      if (earlier === nodeId || before.has(earlier)) continue;
      before.add(earlier);
      waiting.push(earlier);
    }
  }
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  return plan.order.flatMap((id) => (before.has(id) ? (byId.get(id) ?? []) : []));
}
