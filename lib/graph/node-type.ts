import type { z } from "zod/mini";
import { ERROR_PORT, type GraphNode, type OnErrorPolicy, type Params } from "./document";
import type { InputPorts, OutputPorts } from "./port-types";

/** Takes the params saved by one version of a node to the params of the next. */
export type Migrations = Readonly<Record<number, (params: Params) => Params>>;

/** The part of an inspector field that the graph has to know. */
export interface FieldFacts {
  readonly key: string;
  readonly control: string;
  /** Null or empty can be saved but not run. */
  readonly required?: boolean;
  /** A second param that the same field fills in, as needed as the first. */
  readonly modelKey?: string;
}

/** What the graph needs to know about a type of node; every node definition is one. */
export interface NodeType {
  readonly type: string;
  readonly version: number;
  readonly category: string;
  readonly inputs: InputPorts;
  readonly outputs: OutputPorts;
  /** Its executor's result is the output of the run. */
  readonly terminal?: boolean;
  readonly params: z.core.$ZodObject;
  readonly fields: readonly FieldFacts[];
  readonly onError: readonly OnErrorPolicy[];
  readonly migrate: Migrations;
}

/** Node types by their `type`. */
export type NodeTypes = Readonly<Record<string, NodeType>>;

/** The definition of a saved type, or undefined; safe for names such as `constructor`. */
export function nodeTypeOf<T extends NodeType>(
  types: Readonly<Record<string, T>>,
  type: string,
): T | undefined {
  return Object.hasOwn(types, type) ? types[type] : undefined;
}

/** The ports on a node's right side: those of its type, and `error` while its errors leave through a branch. */
export function outputsOf(node: Pick<GraphNode, "onError">, type: NodeType): OutputPorts {
  if (node.onError?.policy !== "branch") return type.outputs;
  return { ...type.outputs, [ERROR_PORT]: { type: "json", branch: true } };
}

/** Fields whose text may hold `{{node.port}}` tokens. */
export function referenceTextKeys(type: NodeType): ReadonlySet<string> {
  return new Set(type.fields.filter((f) => f.control === "reference-text").map((f) => f.key));
}
