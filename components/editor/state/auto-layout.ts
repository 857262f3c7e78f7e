import { graphlib, layout } from "@dagrejs/dagre";
import type { Graph } from "@/lib/graph/document";
import type { Point } from "./edit-graph";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Positions (top left corners) that lay the graph out from left to right in running order. `sizeOf` gives a node's
 * size on the canvas. Loaded only when asked for: the layout library is large.
 */
export function autoLayout(graph: Graph, sizeOf: (nodeId: string) => Size): Map<string, Point> {
  const drawing = new graphlib.Graph({ multigraph: true });
  drawing.setGraph({ rankdir: "LR", nodesep: 48, ranksep: 96, marginx: 0, marginy: 0 });
  drawing.setDefaultEdgeLabel(() => ({}));
  const ids = new Set(graph.nodes.map((node) => node.id));
  for (const id of ids) drawing.setNode(id, { ...sizeOf(id) });
  for (const edge of graph.edges) {
    if (!ids.has(edge.source) || !ids.has(edge.target)) continue;
    drawing.setEdge(edge.source, edge.target, {}, edge.id);
  }
  layout(drawing);
  return new Map(
    [...ids].map((id) => {
      const { x, y } = drawing.node(id) as Point;
      const { width, height } = sizeOf(id);
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
}
