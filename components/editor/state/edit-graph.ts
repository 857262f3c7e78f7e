import type { Connection, Graph, GraphNode, OnError, Params } from "@/lib/graph/document";
import { edgeId, nextNodeId, withNewIds } from "@/lib/graph/ids";
import {
  inputsOf,
  nodeTypeOf,
  outputsOf,
  type NodeType,
  type NodeTypes,
} from "@/lib/graph/node-type";
import { parseParams } from "@/lib/graph/params";

/**
 * Everything that can be done to a graph by hand. Pure: each takes a graph and gives a new one, sharing what did not
 * change, so that a node keeps its identity until something about it changes.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Parts of a graph, by id. */
export interface Parts {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

interface NewNode {
  readonly type: NodeType;
  readonly label: string;
  readonly position: Point;
  readonly params?: Params;
}

/** Distance in canvas pixels by which something is moved off what already lies there. */
const STEP_ASIDE = 32;

/** Adds a node of the type with its default settings but for `params`, called `label` or `label 2` if that's taken. */
export function addNode(
  graph: Graph,
  { type, label, position, params = {} }: NewNode,
): { graph: Graph; nodeId: string } {
  const node: GraphNode = {
    id: nextNodeId(
      type.type,
      graph.nodes.map((other) => other.id),
    ),
    type: type.type,
    version: type.version,
    name: freeName(label, graph),
    position: freePosition(graph, position),
    params: parseParams(type, params) as Params,
  };
  return { graph: { ...graph, nodes: [...graph.nodes, node] }, nodeId: node.id };
}

/** Removes nodes with their edges, and edges. References to removed nodes stay and are a problem to solve. */
export function removeParts(graph: Graph, { nodes, edges }: Parts): Graph {
  const keeps = (id: string) => !nodes.has(id);
  return {
    ...graph,
    nodes: graph.nodes.filter((node) => keeps(node.id)),
    edges: graph.edges.filter(
      (edge) => !edges.has(edge.id) && keeps(edge.source) && keeps(edge.target),
    ),
  };
}

/** Draws an edge that `checkConnection` allowed; one that is there already is not drawn twice. */
export function connect(graph: Graph, connection: Connection): Graph {
  const { source, sourcePort, target, targetPort } = connection;
  const id = edgeId(connection);
  if (graph.edges.some((edge) => edgeId(edge) === id)) return graph;
  return { ...graph, edges: [...graph.edges, { id, source, sourcePort, target, targetPort }] };
}

/** Moves nodes to whole pixels; nodes that aren't named stay. */
export function moveNodes(graph: Graph, positions: ReadonlyMap<string, Point>): Graph {
  const nodes = graph.nodes.map((node) => {
    const to = positions.get(node.id);
    if (to === undefined) return node;
    const position = { x: Math.round(to.x), y: Math.round(to.y) };
    const same = position.x === node.position.x && position.y === node.position.y;
    return same ? node : { ...node, position };
  });
  return nodes.every((node, index) => node === graph.nodes[index]) ? graph : { ...graph, nodes };
}

export function renameNode(graph: Graph, nodeId: string, name: string): Graph {
  return changeNode(graph, nodeId, (node) => ({ ...node, name }));
}

export function setParams(graph: Graph, nodeId: string, params: Params): Graph {
  return changeNode(graph, nodeId, (node) => ({ ...node, params: { ...node.params, ...params } }));
}

/** `fail` is what happens anyway and isn't written down. */
export function setOnError(graph: Graph, nodeId: string, onError: OnError): Graph {
  return changeNode(graph, nodeId, ({ onError: _was, ...node }) =>
    onError.policy === "fail" ? node : { ...node, onError },
  );
}

/**
 * Leaves out the edges of a node to ports that it had in `before` and has no longer, because its settings made them.
 */
export function withoutLostWires(
  graph: Graph,
  { before, nodeId, types }: { before: Graph; nodeId: string; types: NodeTypes },
): Graph {
  const had = portsOf(before, nodeId, types);
  const has = portsOf(graph, nodeId, types);
  if (!had || !has) return graph;
  const lost = ({ source, sourcePort, target, targetPort }: Connection) =>
    (source === nodeId && had.outputs.has(sourcePort) && !has.outputs.has(sourcePort)) ||
    (target === nodeId && had.inputs.has(targetPort) && !has.inputs.has(targetPort));
  const edges = graph.edges.filter((edge) => !lost(edge));
  return edges.length === graph.edges.length ? graph : { ...graph, edges };
}

function portsOf(graph: Graph, nodeId: string, types: NodeTypes) {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const type = node && nodeTypeOf(types, node.type);
  if (!node || !type) return null;
  return {
    inputs: new Set(Object.keys(inputsOf(node, type))),
    outputs: new Set(Object.keys(outputsOf(node, type))),
  };
}

/** The nodes and the edges between them. */
export function partOf(graph: Graph, nodes: ReadonlySet<string>): Graph {
  return {
    ...graph,
    nodes: graph.nodes.filter((node) => nodes.has(node.id)),
    edges: graph.edges.filter((edge) => nodes.has(edge.source) && nodes.has(edge.target)),
  };
}

/**
 * Puts a copy of `part` into the graph under new ids; references inside the part follow. The top left corner of the
 * copy lies at `at`, or a step beside the original.
 */
export function insertPart(
  graph: Graph,
  part: Graph,
  at?: Point,
): { graph: Graph; nodeIds: string[] } {
  const copy = withNewIds(
    part,
    graph.nodes.map((node) => node.id),
  );
  const corner = topLeft(part.nodes);
  const shift =
    at === undefined
      ? { x: STEP_ASIDE, y: STEP_ASIDE }
      : { x: at.x - corner.x, y: at.y - corner.y };
  let result = graph;
  for (const node of copy.nodes) {
    const position = {
      x: Math.round(node.position.x + shift.x),
      y: Math.round(node.position.y + shift.y),
    };
    const name = freeName(node.name, result);
    result = { ...result, nodes: [...result.nodes, { ...node, name, position }] };
  }
  return {
    graph: { ...result, edges: [...result.edges, ...copy.edges] },
    nodeIds: copy.nodes.map((node) => node.id),
  };
}

/** The smallest x and y of any node; the origin where there is none. */
export function topLeft(nodes: readonly GraphNode[]): Point {
  if (nodes.length === 0) return { x: 0, y: 0 };
  return {
    x: Math.min(...nodes.map((node) => node.position.x)),
    y: Math.min(...nodes.map((node) => node.position.y)),
  };
}

function changeNode(graph: Graph, nodeId: string, change: (node: GraphNode) => GraphNode): Graph {
  const nodes = graph.nodes.map((node) => (node.id === nodeId ? change(node) : node));
  return { ...graph, nodes };
}

function freeName(label: string, graph: Graph): string {
  const taken = new Set(graph.nodes.map((node) => node.name));
  if (!taken.has(label)) return label;
  const stem = label.replace(/ \d+$/, "");
  for (let number = 2; ; number++) {
    const name = `${stem} ${number}`;
    if (!taken.has(name)) return name;
  }
}

function freePosition(graph: Graph, wanted: Point): Point {
  let { x, y } = { x: Math.round(wanted.x), y: Math.round(wanted.y) };
  const covered = () =>
    graph.nodes.some(
      ({ position }) =>
        Math.abs(position.x - x) < STEP_ASIDE && Math.abs(position.y - y) < STEP_ASIDE,
    );
  while (covered()) {
    x += STEP_ASIDE;
    y += STEP_ASIDE;
  }
  return { x, y };
}
