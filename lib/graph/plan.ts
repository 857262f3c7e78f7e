import type { Graph, GraphEdge, GraphNode } from "./document";
import { inputsOf, nodeTypeOf, outputsOf, referenceTextKeys, type NodeTypes } from "./node-type";
import { portNamed } from "./port-types";
import { collectReferences } from "./references";

export interface PlannedNode {
  readonly id: string;
  /** Edges that bring values during a run, in the order of the document; standing ones aren't among them. */
  readonly incoming: readonly GraphEdge[];
  /** Nodes that have to be settled first, through edges or references; each once. */
  readonly after: readonly string[];
  /** Nodes that wait for this one. */
  readonly before: readonly string[];
  /** Keeps something in sync and has no part in answering: it's skipped. */
  readonly standing: boolean;
}

export interface Plan {
  /** Every node after all it waits for; those in a cycle come last. */
  readonly order: readonly string[];
  readonly nodes: ReadonlyMap<string, PlannedNode>;
  /** Ids along one cycle, in the direction of its edges; null when there's none. */
  readonly cycle: readonly string[] | null;
}

/** True when both ends are standing: the edge tells what is kept in sync and carries nothing during a run. */
export function isStandingEdge(edge: GraphEdge, graph: Graph, types: NodeTypes): boolean {
  const source = graph.nodes.find((node) => node.id === edge.source);
  const target = graph.nodes.find((node) => node.id === edge.target);
  return (
    source !== undefined && target !== undefined && joinsStanding({ edge, source, target }, types)
  );
}

/** Works out once what waits for what. Edges to nodes that don't exist are left out. */
export function planGraph(graph: Graph, types: NodeTypes): Plan {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const incoming = new Map<string, GraphEdge[]>();
  const after = new Map<string, Set<string>>();
  const before = new Map<string, Set<string>>();
  const feeding = new Set<string>();
  for (const id of byId.keys()) {
    incoming.set(id, []);
    after.set(id, new Set());
    before.set(id, new Set());
  }
  const wait = (target: string, source: string) => {
    after.get(target)?.add(source);
    before.get(source)?.add(target);
    feeding.add(source);
  };

  for (const edge of graph.edges) {
    const source = byId.get(edge.source);
    const target = byId.get(edge.target);
    if (source === undefined || target === undefined) continue;
    if (joinsStanding({ edge, source, target }, types)) continue;
    incoming.get(edge.target)?.push(edge);
    wait(edge.target, edge.source);
  }
  for (const node of byId.values()) {
    for (const id of referencedNodes(node, types)) if (byId.has(id)) wait(node.id, id);
  }

  const { order, rest } = sortByWaiting([...byId.keys()], after, before);
  const nodes = new Map<string, PlannedNode>();
  for (const node of byId.values()) {
    nodes.set(node.id, {
      id: node.id,
      incoming: incoming.get(node.id) ?? [],
      after: [...(after.get(node.id) ?? [])],
      before: [...(before.get(node.id) ?? [])],
      standing: !feeding.has(node.id) && isStandingType(node, types),
    });
  }
  return { order: [...order, ...rest], nodes, cycle: cycleAmong(rest, after) };
}

function joinsStanding(
  { edge, source, target }: { edge: GraphEdge; source: GraphNode; target: GraphNode },
  types: NodeTypes,
): boolean {
  const from = nodeTypeOf(types, source.type);
  const to = nodeTypeOf(types, target.type);
  if (from === undefined || to === undefined) return false;
  const output = portNamed(outputsOf(source, from), edge.sourcePort);
  const input = portNamed(inputsOf(target, to), edge.targetPort);
  return output?.standing === true && input?.standing === true;
}

function isStandingType(node: GraphNode, types: NodeTypes): boolean {
  const type = nodeTypeOf(types, node.type);
  const outputs = type ? Object.values(outputsOf(node, type)) : [];
  return outputs.length > 0 && outputs.every((port) => port.standing === true);
}

function referencedNodes(node: GraphNode, types: NodeTypes): string[] {
  const type = nodeTypeOf(types, node.type);
  const textKeys = type === undefined ? new Set<string>() : referenceTextKeys(type);
  return collectReferences(node.params, textKeys).map(({ reference }) => reference.nodeId);
}

/** Kahn's algorithm, stable in the order of `ids`; `rest` is what a cycle keeps from ever being ready. */
function sortByWaiting(
  ids: readonly string[],
  after: ReadonlyMap<string, ReadonlySet<string>>,
  before: ReadonlyMap<string, ReadonlySet<string>>,
): { order: string[]; rest: string[] } {
  const pending = new Map(ids.map((id) => [id, after.get(id)?.size ?? 0]));
  const order = ids.filter((id) => pending.get(id) === 0);
  for (const id of order) {
    for (const next of before.get(id) ?? []) {
      const left = (pending.get(next) ?? 0) - 1;
      pending.set(next, left);
      if (left === 0) order.push(next);
    }
  }
  const placed = new Set(order);
  return { order, rest: ids.filter((id) => !placed.has(id)) };
}

/** Among nodes that can't be ordered, walking backwards from any of them ends up in a cycle. */
function cycleAmong(
  rest: readonly string[],
  after: ReadonlyMap<string, ReadonlySet<string>>,
): string[] | null {
  const unordered = new Set(rest);
  const walked: string[] = [];
  let id = rest[0];
  while (id !== undefined && !walked.includes(id)) {
    walked.push(id);
    id = [...(after.get(id) ?? [])].find((previous) => unordered.has(previous));
  }
  return id === undefined ? null : walked.slice(walked.indexOf(id)).reverse();
}
