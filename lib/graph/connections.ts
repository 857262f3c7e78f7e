import type { Connection, Graph } from "./document";
import { edgeId } from "./ids";
import { inputsOf, nodeTypeOf, outputsOf, type NodeTypes } from "./node-type";
import { planGraph } from "./plan";
import { canConnect, portNamed, type Connectable } from "./port-types";

/**
 * Whether an edge may be drawn here. All that the validator would object to in a single edge: ends that don't
 * exist, types that don't fit, an edge drawn twice, a loop. Codes are texts under `problems.<code>`.
 */
export function checkConnection(
  graph: Graph,
  types: NodeTypes,
  connection: Connection,
): Connectable {
  const { source, target } = connection;
  if (source === target) return refuse("edge-to-itself", { node: nameOf(graph, source) });
  if (graph.edges.some((edge) => edgeId(edge) === edgeId(connection))) {
    return refuse("edge-twice", { source: nameOf(graph, source), target: nameOf(graph, target) });
  }
  const ends = checkEnds(graph, types, connection);
  if (!ends.ok) return ends;
  const edge = { id: edgeId(connection), ...connection };
  const { cycle } = planGraph({ ...graph, edges: [...graph.edges, edge] }, types);
  if (cycle?.includes(source) && cycle.includes(target)) {
    return refuse("cycle", { nodes: cycle.map((id) => nameOf(graph, id)).join(" → ") });
  }
  return { ok: true };
}

/** Whether both ends exist and their types fit. Nodes of an unknown type pass: nothing is known of their ports. */
export function checkEnds(graph: Graph, types: NodeTypes, connection: Connection): Connectable {
  const source = graph.nodes.find((node) => node.id === connection.source);
  if (source === undefined) return refuse("edge-node-missing", { node: connection.source });
  const target = graph.nodes.find((node) => node.id === connection.target);
  if (target === undefined) return refuse("edge-node-missing", { node: connection.target });

  const from = nodeTypeOf(types, source.type);
  const to = nodeTypeOf(types, target.type);
  const output = from && portNamed(outputsOf(source, from), connection.sourcePort);
  const input = to && portNamed(inputsOf(target, to), connection.targetPort);
  if (from !== undefined && output === undefined) {
    return refuse("edge-port-missing", { node: source.name, port: connection.sourcePort });
  }
  if (to !== undefined && input === undefined) {
    return refuse("edge-port-missing", { node: target.name, port: connection.targetPort });
  }
  if (output === undefined || input === undefined) return { ok: true };
  if (input.standing === true && output.standing !== true) {
    return refuse("standing-needs-source", { node: target.name, port: connection.targetPort });
  }
  return canConnect(output.type, input.type);
}

function refuse(code: string, params: Readonly<Record<string, string>>): Connectable {
  return { ok: false, code, params };
}

/** The name a person gave the node, or its id. */
function nameOf(graph: Graph, id: string): string {
  const name = graph.nodes.find((node) => node.id === id)?.name;
  return name === undefined || name === "" ? id : name;
}
