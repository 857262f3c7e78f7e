import type { Graph, GraphNode, Json, OnError } from "@/lib/graph/document";
import { mergeGraphs, type MergeConflict } from "@/lib/graph/merge";

export type Side = "mine" | "theirs";

/** Whose change stands, by `conflictKey`; for what isn't named see `defaultSide`. */
export type Choices = ReadonlyMap<string, Side>;

/** Mine stands unless it would delete what somebody else has just worked on. */
export function defaultSide(conflict: MergeConflict): Side {
  return conflict.kind === "removed" && conflict.removedBy === "mine" ? "theirs" : "mine";
}

/** Tells conflicts apart, also after the merge was done again. */
export function conflictKey(conflict: MergeConflict): string {
  switch (conflict.kind) {
    case "part":
      return `part ${conflict.nodeId} ${conflict.part}`;
    case "removed":
      return `removed ${conflict.nodeId}`;
    case "edge":
      return `edge ${conflict.edge.id}`;
  }
}

/** Merges and settles each conflict as chosen. */
export function applyChoices(
  { base, mine, theirs }: { base: Graph; mine: Graph; theirs: Graph },
  choices: Choices,
): Graph {
  const { merged, conflicts } = mergeGraphs(base, mine, theirs);
  return conflicts.reduce((graph, conflict) => {
    return settle(graph, conflict, choices.get(conflictKey(conflict)) ?? defaultSide(conflict));
  }, merged);
}

/** The merged graph has my part of a node, and keeps what only one side removed. */
function settle(graph: Graph, conflict: MergeConflict, side: Side): Graph {
  switch (conflict.kind) {
    case "part":
      if (side === "mine") return graph;
      return {
        ...graph,
        nodes: graph.nodes.map((node) =>
          node.id === conflict.nodeId ? withPart(node, conflict.part, conflict.theirs) : node,
        ),
      };
    case "removed":
      return side === conflict.removedBy ? withoutNode(graph, conflict.nodeId) : graph;
    case "edge":
      return graph;
  }
}

function withPart(node: GraphNode, part: string, value: unknown): GraphNode {
  if (part === "name") return { ...node, name: String(value) };
  if (part === "type") return { ...node, ...(value as Pick<GraphNode, "type" | "version">) };
  if (part === "onError") {
    const { onError: _mine, ...rest } = node;
    return value === undefined ? rest : { ...rest, onError: value as OnError };
  }
  const key = part.slice("params.".length);
  const { [key]: _mine, ...params } = node.params;
  return { ...node, params: value === undefined ? params : { ...params, [key]: value as Json } };
}

function withoutNode(graph: Graph, nodeId: string): Graph {
  return {
    ...graph,
    nodes: graph.nodes.filter((node) => node.id !== nodeId),
    edges: graph.edges.filter((edge) => edge.source !== nodeId && edge.target !== nodeId),
  };
}
