import { checkConnection } from "@/lib/graph/connections";
import type { Connection, Graph, GraphNode } from "@/lib/graph/document";
import { inputsOf, outputsOf } from "@/lib/graph/node-type";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { definitionOf } from "../node-texts";

export interface PossibleConnection {
  readonly connection: Connection;
  /** The other end. */
  readonly node: GraphNode;
  readonly port: string;
}

/** Everything that a port may be connected to now. */
export function possibleConnections(
  graph: Graph,
  { nodeId, port, side }: { nodeId: string; port: string; side: "input" | "output" },
): PossibleConnection[] {
  return graph.nodes.flatMap((node) => {
    const definition = definitionOf(node.type);
    if (!definition || node.id === nodeId) return [];
    const ports = side === "output" ? inputsOf(node, definition) : outputsOf(node, definition);
    return Object.keys(ports).flatMap((other): PossibleConnection[] => {
      const connection =
        side === "output"
          ? { source: nodeId, sourcePort: port, target: node.id, targetPort: other }
          : { source: node.id, sourcePort: other, target: nodeId, targetPort: port };
      const { ok } = checkConnection(graph, nodeCatalog, connection);
      return ok ? [{ connection, node, port: other }] : [];
    });
  });
}
