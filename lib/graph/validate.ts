import { z } from "zod/mini";
import { checkEnds } from "./connections";
import type { Graph, GraphNode } from "./document";
import { edgeId } from "./ids";
import {
  inputsOf,
  nodeTypeOf,
  outputsOf,
  referenceTextKeys,
  type NodeType,
  type NodeTypes,
} from "./node-type";
import { checkParams } from "./params";
import { planGraph, type Plan } from "./plan";
import { portNamed } from "./port-types";
import { collectReferences, malformedTokens } from "./references";
import { portValueSchemas } from "./values";

/** Something that keeps a graph from running (`error`) or is probably not meant (`warning`). */
export interface Problem {
  /** Translated under `problems.<code>` with `params`. */
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly params: Readonly<Record<string, string | number>>;
  readonly nodeId?: string;
  readonly edgeId?: string;
  /** Key of the node's param that the problem is in. */
  readonly field?: string;
}

/** Everything wrong with a graph, in the order a person would mend it: nodes, edges, the whole. */
export function validateGraph(graph: Graph, types: NodeTypes): Problem[] {
  const plan = planGraph(graph, types);
  return [
    ...duplicateIds(graph),
    ...graph.nodes.flatMap((node) => nodeProblems(node, { graph, types, plan })),
    ...edgeProblems(graph, types),
    ...wholeProblems({ graph, types, plan }),
  ];
}

interface Whole {
  readonly graph: Graph;
  readonly types: NodeTypes;
  readonly plan: Plan;
}

/** True when nothing keeps the graph from running. */
export function isRunnable(problems: readonly Problem[]): boolean {
  return problems.every((problem) => problem.severity !== "error");
}

function nodeProblems(node: GraphNode, whole: Whole): Problem[] {
  const { graph, types } = whole;
  const onNode = (code: string, params: Problem["params"] = {}): Problem => ({
    code,
    severity: "error",
    params: { node: displayName(node), ...params },
    nodeId: node.id,
  });
  const type = nodeTypeOf(types, node.type);
  if (type === undefined) return [onNode("node-type-unknown", { type: node.type })];
  if (node.version !== type.version) {
    return [onNode("node-version-unknown", { type: node.type, version: node.version })];
  }
  return [
    ...onErrorProblems(node, type).map(({ code, params }) => onNode(code, params)),
    ...checkParams(node, type).map(({ field, ...problem }) => ({
      ...onNode(problem.code, problem.params),
      field,
    })),
    ...unwiredPorts(node, type, graph).map((port) => onNode("port-required", { port })),
    ...looseEnds(node, type, whole).map((problem): Problem => ({
      ...onNode(problem.code, problem.params),
      severity: "warning",
    })),
    ...referenceProblems(node, graph, types),
  ];
}

function onErrorProblems(
  { onError, params }: GraphNode,
  type: NodeType,
): Pick<Problem, "code" | "params">[] {
  const policy = onError?.policy ?? "fail";
  if (!type.onError.includes(policy)) return [{ code: "on-error-not-allowed", params: { policy } }];
  if (onError?.policy !== "default") return [];
  const outputs = outputsOf({ params }, type);
  return Object.entries(onError.outputs)
    .filter(([name, value]) => {
      const port = portNamed(outputs, name);
      return port === undefined || !z.safeParse(portValueSchemas[port.type], value).success;
    })
    .map(([port]) => ({ code: "default-output-invalid", params: { port } }));
}

/** Required ports that no edge reaches. */
function unwiredPorts(node: GraphNode, type: NodeType, graph: Graph): string[] {
  const wired = new Set(
    graph.edges.filter((edge) => edge.target === node.id).map((edge) => edge.targetPort),
  );
  return Object.entries(inputsOf(node, type))
    .filter(([name, port]) => port.required === true && !wired.has(name))
    .map(([name]) => name);
}

/** Branches that lead nowhere, or a node whose results nobody uses. */
function looseEnds(
  node: GraphNode,
  type: NodeType,
  { graph, plan }: Whole,
): Pick<Problem, "code" | "params">[] {
  const wired = new Set(
    graph.edges.filter((edge) => edge.source === node.id).map((edge) => edge.sourcePort),
  );
  const outputs = Object.entries(outputsOf(node, type));
  const referenced = (plan.nodes.get(node.id)?.before.length ?? 0) > 0;
  if (outputs.length > 0 && wired.size === 0 && !referenced)
    return [{ code: "leads-nowhere", params: {} }];
  return outputs
    .filter(([name, port]) => port.branch === true && !wired.has(name))
    .map(([port]) => ({ code: "branch-unwired", params: { port } }));
}

function referenceProblems(node: GraphNode, graph: Graph, types: NodeTypes): Problem[] {
  const type = nodeTypeOf(types, node.type);
  if (type === undefined) return [];
  const textKeys = referenceTextKeys(type);
  const at = { nodeId: node.id } as const;
  const missing = collectReferences(node.params, textKeys).flatMap(({ field, reference }) => {
    const target = graph.nodes.find((other) => other.id === reference.nodeId);
    const params = { node: displayName(node), reference: reference.nodeId, port: reference.port };
    const error = (code: string): Problem => ({ code, severity: "error", params, field, ...at });
    if (target === undefined) return [error("reference-node-missing")];
    const targetType = nodeTypeOf(types, target.type);
    if (targetType === undefined) return [];
    const port = portNamed(outputsOf(target, targetType), reference.port);
    return port === undefined ? [error("reference-port-missing")] : [];
  });
  const malformed = [...textKeys].flatMap((field) => {
    const text = node.params[field];
    if (typeof text !== "string") return [];
    return malformedTokens(text).map((token): Problem => {
      const params = { node: displayName(node), token };
      return { code: "reference-malformed", severity: "warning", params, field, ...at };
    });
  });
  return [...missing, ...malformed];
}

function edgeProblems(graph: Graph, types: NodeTypes): Problem[] {
  const drawn = new Set<string>();
  return graph.edges.flatMap((edge): Problem[] => {
    const onEdge = { severity: "error", edgeId: edge.id } as const;
    const twice = drawn.has(edgeId(edge));
    drawn.add(edgeId(edge));
    const ends = { source: edge.source, target: edge.target };
    if (twice) return [{ code: "edge-twice", params: ends, ...onEdge }];
    if (edge.source === edge.target) {
      return [{ code: "edge-to-itself", params: { node: edge.source }, ...onEdge }];
    }
    const checked = checkEnds(graph, types, edge);
    return checked.ok ? [] : [{ code: checked.code, params: checked.params, ...onEdge }];
  });
}

function wholeProblems({ graph, types, plan }: Whole): Problem[] {
  const typesUsed = graph.nodes.map((node) => nodeTypeOf(types, node.type));
  const problems: Problem[] = [];
  const add = (code: string, params: Problem["params"] = {}) =>
    problems.push({ code, severity: "error", params });
  const { cycle } = plan;
  const selfLoop = cycle?.length === 1;
  if (cycle !== null && !selfLoop) {
    const name = (id: string) => displayName(graph.nodes.find((n) => n.id === id) ?? { id });
    add("cycle", { nodes: cycle.map(name).join(" → ") });
  }
  if (!typesUsed.some((type) => type?.category === "input")) add("no-input");
  if (!typesUsed.some((type) => type?.terminal === true)) add("no-answer");
  return problems;
}

function duplicateIds(graph: Graph): Problem[] {
  return [
    ...repeated(graph.nodes).map((id): Problem => {
      return { code: "id-twice", severity: "error", params: { id }, nodeId: id };
    }),
    ...repeated(graph.edges).map((id): Problem => {
      return { code: "id-twice", severity: "error", params: { id }, edgeId: id };
    }),
  ];
}

function repeated(items: readonly { readonly id: string }[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { id } of items) (seen.has(id) ? twice : seen).add(id);
  return [...twice];
}

function displayName(node: { id: string; name?: string }): string {
  return node.name === undefined || node.name === "" ? node.id : node.name;
}
