import type { Graph } from "@/lib/graph/document";

/** Ids of the stores that the nodes of a graph name. */
export function storesOf(graph: Pick<Graph, "nodes">): string[] {
  const ids = graph.nodes.map(({ params }) => params.storeId);
  return [...new Set(ids.filter((id) => typeof id === "string"))];
}
