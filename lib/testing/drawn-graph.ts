import { SCHEMA_VERSION, type Graph, type GraphNode } from "@/lib/graph/document";
import { edgeId } from "@/lib/graph/ids";

type Drawn = string | (Partial<Omit<GraphNode, "id">> & { type: string });

/**
 * A graph as a test would draw it: nodes by id as their type or as an object, and wires such as
 * `"start.question -> model.question"`.
 */
export function drawGraph(
  nodes: Readonly<Record<string, Drawn>>,
  wires: readonly string[] = [],
): Graph {
  return {
    schemaVersion: SCHEMA_VERSION,
    nodes: Object.entries(nodes).map(([id, drawn]) => ({
      id,
      version: 1,
      name: id,
      position: { x: 0, y: 0 },
      params: {},
      ...(typeof drawn === "string" ? { type: drawn } : drawn),
    })),
    edges: wires.map((wire) => {
      const match = /^\s*([\w-]+)\.(\w+)\s*->\s*([\w-]+)\.(\w+)\s*$/.exec(wire);
      if (match === null) throw new Error(`Not a wire: ${wire}`);
      const [, source = "", sourcePort = "", target = "", targetPort = ""] = match;
      const connection = { source, sourcePort, target, targetPort };
      return { id: edgeId(connection), ...connection };
    }),
  };
}
