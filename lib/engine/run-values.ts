import { AppError } from "@/lib/errors/app-error";
import type { GraphEdge } from "@/lib/graph/document";
import type { ExecutableGraph, ExecutableNode } from "@/lib/graph/executable";
import { inputsOf, outputsOf, referenceTextKeys } from "@/lib/graph/node-type";
import { readParams } from "@/lib/graph/params";
import type { OutputPorts } from "@/lib/graph/port-types";
import { provedOnlyNodes, sourcelessNodes } from "@/lib/graph/proved-only";
import { collectReferences, resolveParams } from "@/lib/graph/references";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { joinInputs, type Arrival } from "./join-inputs";
import { keepOutputs, outputValue, type NodeOutputs } from "./outputs";
import type { Run } from "./run";

export type RunnableNode = ExecutableNode<AnyNodeDefinition>;

/** What a terminal node gives back; no edge can start from it. */
const TERMINAL_PORTS: OutputPorts = { output: { type: "message" } };

/** What a node is run with. */
export interface Prepared {
  readonly params: unknown;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The values of one run: what settled nodes gave, and how it reaches those that wait for it. */
export class RunValues {
  /** Nodes whose writing may be shown only as far as it is proved. */
  readonly provedOnly: ReadonlySet<string>;
  /** Nodes whose sources may not be shown. */
  readonly sourceless: ReadonlySet<string>;
  private readonly settled = new Map<string, NodeOutputs>();

  constructor(
    private readonly run: Run,
    private readonly graph: ExecutableGraph<AnyNodeDefinition>,
  ) {
    this.provedOnly = provedOnlyNodes(graph);
    this.sourceless = sourcelessNodes(graph);
  }

  settle(nodeId: string, outputs: NodeOutputs): void {
    this.settled.set(nodeId, outputs);
  }

  isSettled(nodeId: string): boolean {
    return this.settled.has(nodeId);
  }

  isLive(edge: GraphEdge): boolean {
    return this.settled.get(edge.source)?.held.has(edge.sourcePort) === true;
  }

  /** Joins what has arrived and fills in references. */
  async prepare(
    { node, type, plan, params }: RunnableNode,
    signal: AbortSignal,
  ): Promise<Prepared> {
    const arrivals: Arrival[] = [];
    for (const edge of plan.incoming) {
      if (!this.isLive(edge)) continue;
      arrivals.push({ edge, value: await this.valueOf(edge.source, edge.sourcePort, signal) });
    }
    const inputs = joinInputs(inputsOf(node, type), arrivals);
    if (params !== null) return { params, inputs };
    return { params: await this.withReferences({ node, type }, signal), inputs };
  }

  /** Takes what an executor returned, and counts it. */
  async keep(
    { node, type }: Pick<RunnableNode, "node" | "type">,
    values: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<NodeOutputs> {
    const ports = type.terminal === true ? TERMINAL_PORTS : outputsOf(node, type);
    const { spill } = this.run.options;
    const { spillBytes } = this.run.limits;
    const outputs = await keepOutputs({ ports, values, spill, spillBytes, signal });
    this.run.countBytes(outputs.size);
    return outputs;
  }

  /** What the first terminal node in the order of the document gave; undefined when none was reached. */
  async output(signal: AbortSignal): Promise<unknown> {
    for (const [id, { type }] of this.graph.nodes) {
      if (type.terminal !== true) continue;
      const value = await this.valueOf(id, "output", signal);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  private async valueOf(nodeId: string, port: string, signal: AbortSignal): Promise<unknown> {
    const outputs = this.settled.get(nodeId);
    const { spill } = this.run.options;
    return outputs && outputValue(outputs, port, { spill, signal });
  }

  private async withReferences(
    { node, type }: Pick<RunnableNode, "node" | "type">,
    signal: AbortSignal,
  ): Promise<unknown> {
    const textKeys = referenceTextKeys(type);
    const found = new Map<string, Record<string, unknown>>();
    for (const { reference } of collectReferences(node.params, textKeys)) {
      const { nodeId, port } = reference;
      const value = await this.valueOf(nodeId, port, signal);
      found.set(nodeId, { ...found.get(nodeId), [port]: value });
    }
    const params = resolveParams(node.params, textKeys, (id) => found.get(id));
    const parsed = readParams(type, params);
    if (parsed.ok) return parsed.params;
    const details = { node: node.name || node.id, field: parsed.field };
    throw new AppError("node.params-invalid", "bad-request", { params: details });
  }
}
