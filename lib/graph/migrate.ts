import type { Graph, GraphNode } from "./document";
import { nodeTypeOf, type HandOver, type NodeType, type NodeTypes } from "./node-type";

interface Migrated {
  readonly node: GraphNode;
  readonly handedOver: readonly HandOver[];
}

/**
 * The node at its type's present version, or undefined when that can't be done: saved by a newer version of
 * Groundwork, or by one so old that a step is missing.
 */
export function migrateNode(node: GraphNode, type: NodeType): GraphNode | undefined {
  return stepsOf(node, type)?.node;
}

function stepsOf(node: GraphNode, type: NodeType): Migrated | undefined {
  if (node.version > type.version) return undefined;
  let { params } = node;
  const handedOver: HandOver[] = [];
  for (let version = node.version; version < type.version; version++) {
    const step = type.migrate[version];
    if (step === undefined) return undefined;
    const given = type.handOver?.[version]?.(params);
    if (given) handedOver.push(given);
    params = step(structuredClone(params));
  }
  if (node.version === type.version) return { node, handedOver };
  return { node: { ...node, version: type.version, params }, handedOver };
}

/**
 * The graph with every node brought up to date; unknown types and versions stay as they are. What a step hands over is taken on by
 * all nodes of the type it names that an edge leads to.
 */
export function migrateGraph(graph: Graph, types: NodeTypes): Graph {
  const migrated = graph.nodes.map((node): Migrated => {
    const type = nodeTypeOf(types, node.type);
    return (type && stepsOf(node, type)) ?? { node, handedOver: [] };
  });
  const nodes = migrated.map(({ node }) => {
    const taken = migrated
      .filter((from) => leadsTo(graph, from.node.id, node.id))
      .flatMap(({ handedOver }) => handedOver.filter(({ type }) => type === node.type));
    if (taken.length === 0 || node.version !== nodeTypeOf(types, node.type)?.version) return node;
    return { ...node, params: taken.reduce((params, { take }) => take(params), node.params) };
  });
  return { ...graph, nodes };
}

const leadsTo = (graph: Graph, from: string, to: string) =>
  graph.edges.some(({ source, target }) => source === from && target === to);
