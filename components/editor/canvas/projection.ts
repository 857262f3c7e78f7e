import type { Edge, Node } from "@xyflow/react";
import type { Graph, GraphEdge, GraphNode } from "@/lib/graph/document";
import { isStandingEdge } from "@/lib/graph/plan";
import { nodeCatalog } from "@/lib/nodes/catalog";
import type { Size } from "../state/auto-layout";

/** What the canvas draws of a node. The document's own node, unchanged. */
export type CardNode = Node<{ readonly node: GraphNode }, "card">;
export type WireEdge = Edge<Record<string, never>, "flow" | "standing">;

/** Width of a card in canvas pixels; its height follows from its content. */
export const CARD_WIDTH = 248;
const USUAL_HEIGHT = 150;

/** The size of a node as drawn, or a guess before it was. */
export function sizeOf(sizes: ReadonlyMap<string, Size>, nodeId: string): Size {
  return sizes.get(nodeId) ?? { width: CARD_WIDTH, height: USUAL_HEIGHT };
}

/**
 * Draws the document for React Flow. What did not change keeps its identity from one call to the next, so that
 * dragging one of 200 nodes renders one.
 */
export class Projection {
  private readonly nodes = new WeakMap<GraphNode, CardNode>();
  private readonly edges = new WeakMap<GraphEdge, WireEdge>();

  nodesOf(
    graph: Graph,
    selected: ReadonlySet<string>,
    sizes: ReadonlyMap<string, Size>,
  ): CardNode[] {
    return graph.nodes.map((node) => {
      const known = this.nodes.get(node);
      const isSelected = selected.has(node.id);
      const measured = sizes.get(node.id);
      if (known?.selected === isSelected && known.measured === measured) return known;
      const drawn: CardNode = {
        id: node.id,
        type: "card",
        position: node.position,
        data: { node },
        selected: isSelected,
        ariaLabel: node.name,
        ...(measured && { measured }),
      };
      this.nodes.set(node, drawn);
      return drawn;
    });
  }

  edgesOf(
    graph: Graph,
    selected: ReadonlySet<string>,
    labelOf: (edge: GraphEdge) => string,
  ): WireEdge[] {
    return graph.edges.map((edge) => {
      const known = this.edges.get(edge);
      const isSelected = selected.has(edge.id);
      if (known?.selected === isSelected) return known;
      const drawn: WireEdge = {
        id: edge.id,
        type: isStandingEdge(edge, graph, nodeCatalog) ? "standing" : "flow",
        source: edge.source,
        sourceHandle: edge.sourcePort,
        target: edge.target,
        targetHandle: edge.targetPort,
        selected: isSelected,
        ariaLabel: labelOf(edge),
      };
      this.edges.set(edge, drawn);
      return drawn;
    });
  }
}
