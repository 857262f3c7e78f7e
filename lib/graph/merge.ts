import type { Graph, GraphEdge, GraphNode, Params } from "./document";
import { applyNewIds, edgeId, nextNodeId } from "./ids";
import { sameJson } from "./same-json";

/** What two people did that can't both stand. `merged` holds `mine` until somebody chooses otherwise. */
export type MergeConflict =
  /** Both changed the same part of a node: `name`, `type`, `onError` or `params.<key>`. */
  | {
      readonly kind: "part";
      readonly nodeId: string;
      readonly part: string;
      readonly mine: unknown;
      readonly theirs: unknown;
    }
  /** One removed a node that the other changed; it's kept as changed. */
  | { readonly kind: "removed"; readonly nodeId: string; readonly removedBy: "mine" | "theirs" }
  /** One drew an edge to a node that the other removed; the edge is gone. */
  | { readonly kind: "edge"; readonly edge: GraphEdge };

export interface Merge {
  readonly merged: Graph;
  readonly conflicts: readonly MergeConflict[];
  /** Nodes I added under an id that they took too, by their id in `mine`: the new ids. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * Three-way merge at the level of nodes, their parts, and edges. What only one side changed is taken from it; a part
 * both changed differently is a conflict, and moving a node is never one. Node versions should be alike on all sides
 * (`migrateGraph`). To prefer their side in conflicts, swap the last two arguments.
 */
export function mergeGraphs(base: Graph, mine: Graph, theirs: Graph): Merge {
  const renamed = clashingIds(base, mine, theirs);
  const sides = { base, mine: applyNewIds(mine, renamed), theirs };
  const conflicts: MergeConflict[] = [];
  const nodes = mergeNodes(sides, conflicts);
  const edges = mergeEdges(sides, new Set(nodes.map((node) => node.id)), conflicts);
  return { merged: { ...theirs, nodes, edges }, conflicts, renamed };
}

interface Sides<T> {
  readonly base: T;
  readonly mine: T;
  readonly theirs: T;
}

/** New ids for nodes that both sides added under the same id, unless they're the very same node. */
function clashingIds(base: Graph, mine: Graph, theirs: Graph): Map<string, string> {
  const known = new Set(base.nodes.map((node) => node.id));
  const added = new Map(theirs.nodes.filter((n) => !known.has(n.id)).map((n) => [n.id, n]));
  const taken = new Set([base, mine, theirs].flatMap((graph) => graph.nodes.map((n) => n.id)));
  const newIds = new Map<string, string>();
  for (const node of mine.nodes) {
    const other = added.get(node.id);
    if (other === undefined || sameJson(node, other)) continue;
    const id = nextNodeId(node.type, taken);
    taken.add(id);
    newIds.set(node.id, id);
  }
  return newIds;
}

function mergeNodes(sides: Sides<Graph>, conflicts: MergeConflict[]): GraphNode[] {
  const base = new Map(sides.base.nodes.map((node) => [node.id, node]));
  const mine = new Map(sides.mine.nodes.map((node) => [node.id, node]));
  const theirs = new Map(sides.theirs.nodes.map((node) => [node.id, node]));
  return [...new Set([...theirs.keys(), ...mine.keys()])].flatMap((id) => {
    const was = base.get(id);
    const here = mine.get(id);
    const there = theirs.get(id);
    if (here !== undefined && there !== undefined) {
      return [mergeNode({ base: was ?? here, mine: here, theirs: there }, conflicts)];
    }
    const kept = here ?? there;
    if (kept === undefined) return [];
    if (was === undefined) return [kept];
    if (sameButForPosition(was, kept)) return [];
    conflicts.push({
      kind: "removed",
      nodeId: id,
      removedBy: here === undefined ? "mine" : "theirs",
    });
    return [kept];
  });
}

function mergeNode(sides: Sides<GraphNode>, conflicts: MergeConflict[]): GraphNode {
  const conflict = (part: string, mine: unknown, theirs: unknown) =>
    conflicts.push({ kind: "part", nodeId: sides.mine.id, part, mine, theirs });
  const either = <T>(part: string, get: (node: GraphNode) => T): T => {
    const [was, here, there] = [get(sides.base), get(sides.mine), get(sides.theirs)];
    if (sameJson(here, there) || sameJson(was, there)) return here;
    if (sameJson(was, here)) return there;
    if (part !== "position") conflict(part, here, there);
    return here;
  };

  const { type, version } = either("type", (node) => ({ type: node.type, version: node.version }));
  const ofType = (node: GraphNode) => node.type === type && node.version === version;
  const onError = either("onError", (node) => node.onError);
  const params: Params = {};
  // Params of another type or version mean something else: only sides of the merged type have a say.
  const [here, there] = [sides.mine, sides.theirs].map((node) => (ofType(node) ? node : undefined));
  const only = here === undefined ? there : there === undefined ? here : undefined;
  if (only !== undefined) Object.assign(params, only.params);
  else {
    for (const key of new Set(Object.keys({ ...sides.theirs.params, ...sides.mine.params }))) {
      const value = either(`params.${key}`, (node) => node.params[key]);
      if (value !== undefined) params[key] = value;
    }
  }
  return {
    id: sides.mine.id,
    type,
    version,
    name: either("name", (node) => node.name),
    position: either("position", (node) => node.position),
    params,
    ...(onError === undefined ? {} : { onError }),
  };
}

function mergeEdges(
  sides: Sides<Graph>,
  kept: ReadonlySet<string>,
  conflicts: MergeConflict[],
): GraphEdge[] {
  const base = edgesOf(sides.base);
  const mine = edgesOf(sides.mine);
  const theirs = edgesOf(sides.theirs);
  const hadNode = { mine: idsOf(sides.mine), theirs: idsOf(sides.theirs) };
  return [...new Map([...theirs, ...mine])].flatMap(([id, edge]) => {
    const owner = mine.has(id) ? "mine" : "theirs";
    const other = owner === "mine" ? "theirs" : "mine";
    const inBoth = mine.has(id) && theirs.has(id);
    const ends = [edge.source, edge.target];
    // The other side lost the edge only by removing a node that stays after all, so the edge stays too.
    const revived = ends.some((end) => kept.has(end) && !hadNode[other].has(end));
    if (!inBoth && base.has(id) && !revived) return [];
    const lostEnd = ends.some((end) => hadNode[owner].has(end) && !kept.has(end));
    if (!lostEnd) return [edge];
    if (!base.has(id)) conflicts.push({ kind: "edge", edge });
    return [];
  });
}

function edgesOf(graph: Graph): Map<string, GraphEdge> {
  return new Map(graph.edges.map((edge) => [edgeId(edge), edge]));
}

function idsOf(graph: Graph): Set<string> {
  return new Set(graph.nodes.map((node) => node.id));
}

function sameButForPosition(a: GraphNode, b: GraphNode): boolean {
  return sameJson({ ...a, position: null }, { ...b, position: null });
}
