import type { Graph, GraphNode } from "@/lib/graph/document";
import { inputsOf, nodeTypeOf, type NodeTypes } from "@/lib/graph/node-type";
import { portNamed } from "@/lib/graph/port-types";

export interface StandingLink {
  sourceId: string;
  storeId: string;
}

/**
 * What the standing edges of a graph say: which stores are kept in sync with which sources. Half-built ends (no
 * source or store chosen yet) say nothing; the same pair twice says it once.
 */
export function standingLinks(graph: Graph, types: NodeTypes): StandingLink[] {
  const links = new Map<string, StandingLink>();
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  for (const edge of graph.edges) {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    if (!source || !target || !isStanding(target, edge.targetPort, types)) continue;
    const { sourceId } = source.params;
    const { storeId } = target.params;
    if (typeof sourceId !== "string" || typeof storeId !== "string") continue;
    links.set(`${sourceId} ${storeId}`, { sourceId, storeId });
  }
  return [...links.values()];
}

function isStanding(node: GraphNode, port: string, types: NodeTypes): boolean {
  const type = nodeTypeOf(types, node.type);
  return type !== undefined && portNamed(inputsOf(node, type), port)?.standing === true;
}
