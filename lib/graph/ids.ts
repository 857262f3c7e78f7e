import type { Connection, Graph, GraphNode } from "./document";
import { renameReferences } from "./references";

/** The next free id of a type: `model-1`, `model-2`, …, always past the highest number in use. */
export function nextNodeId(type: string, taken: Iterable<string>): string {
  const prefix = `${slug(type)}-`;
  let highest = 0;
  for (const id of taken) {
    if (!id.startsWith(prefix)) continue;
    const number = id.slice(prefix.length);
    if (/^\d{1,9}$/.test(number)) highest = Math.max(highest, Number(number));
  }
  return `${prefix}${highest + 1}`;
}

/** An edge is what it joins, so its id is too: two people drawing the same edge draw one edge. */
export function edgeId({ source, sourcePort, target, targetPort }: Connection): string {
  return `${source}.${sourcePort}-${target}.${targetPort}`;
}

/**
 * A part of a graph under new ids, for pasting: edges and references inside the part follow, references to nodes
 * outside stay. `taken` are the ids of the graph it's going into.
 */
export function withNewIds(part: Graph, taken: Iterable<string>): Graph {
  const used = new Set(taken);
  const newIds = new Map<string, string>();
  for (const node of part.nodes) {
    const id = nextNodeId(node.type, used);
    used.add(id);
    newIds.set(node.id, id);
  }
  return applyNewIds(part, newIds);
}

/** The graph with its nodes renamed as `newIds` says; edges and references follow. */
export function applyNewIds(graph: Graph, newIds: ReadonlyMap<string, string>): Graph {
  const renamed = (id: string) => newIds.get(id) ?? id;
  const node = (n: GraphNode): GraphNode => ({
    ...n,
    id: renamed(n.id),
    params: renameReferences(n.params, newIds),
  });
  const edges = graph.edges.map((edge) => {
    if (!newIds.has(edge.source) && !newIds.has(edge.target)) return edge;
    const moved = { ...edge, source: renamed(edge.source), target: renamed(edge.target) };
    return { ...moved, id: edgeId(moved) };
  });
  return { ...graph, nodes: graph.nodes.map(node), edges };
}

/** A type's name as the beginning of an id; `node` where nothing usable is left of it. */
function slug(type: string): string {
  const plain = type
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  return plain === "" ? "node" : plain.slice(0, 50);
}
