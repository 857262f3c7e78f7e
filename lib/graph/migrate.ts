import type { Graph, GraphNode } from "./document";
import { nodeTypeOf, type NodeType, type NodeTypes } from "./node-type";

/**
 * The node at its type's present version, or undefined when that can't be done: saved by a newer version of
 * Groundwork, or by one so old that a step is missing.
 */
export function migrateNode(node: GraphNode, type: NodeType): GraphNode | undefined {
  if (node.version > type.version) return undefined;
  let { params } = node;
  for (let version = node.version; version < type.version; version++) {
    const step = type.migrate[version];
    if (step === undefined) return undefined;
    params = step(structuredClone(params));
  }
  return node.version === type.version ? node : { ...node, version: type.version, params };
}

/** The graph with every node brought up to date; unknown types and versions stay as they are. */
export function migrateGraph(graph: Graph, types: NodeTypes): Graph {
  const nodes = graph.nodes.map((node) => {
    const type = nodeTypeOf(types, node.type);
    return (type && migrateNode(node, type)) ?? node;
  });
  return { ...graph, nodes };
}
