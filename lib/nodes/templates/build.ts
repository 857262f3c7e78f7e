import type { Connection, Graph, GraphNode, Params } from "@/lib/graph/document";
import { paramsSchema, SCHEMA_VERSION } from "@/lib/graph/document";
import { edgeId, nextNodeId } from "@/lib/graph/ids";
import { parseParams } from "@/lib/graph/params";
import { nodeCatalog, type NodeTypeName } from "@/lib/nodes/catalog";

/** A node of a template, as if dragged from the palette: its params are the type's defaults but for those given. */
export function templateNode(
  type: NodeTypeName,
  position: { x: number; y: number },
  params: Params = {},
): GraphNode {
  const definition = nodeCatalog[type];
  return {
    id: nextNodeId(type, []),
    type,
    version: definition.version,
    name: definition.messages.en.label,
    position,
    params: paramsSchema.parse(parseParams(definition, params)),
  };
}

/** `"model-1.answer -> answer-1.answer"` as an edge. */
export function templateGraph(
  nodes: GraphNode[],
  wires: readonly `${string}.${string} -> ${string}.${string}`[],
): Graph {
  const edges = wires.map((wire) => {
    const [source = "", sourcePort = "", target = "", targetPort = ""] = wire.split(/\.| -> /);
    const connection: Connection = { source, sourcePort, target, targetPort };
    return { id: edgeId(connection), ...connection };
  });
  return { schemaVersion: SCHEMA_VERSION, nodes, edges };
}
