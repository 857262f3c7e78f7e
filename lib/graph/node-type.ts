import { z } from "zod/mini";
import { ERROR_PORT, type GraphNode, type OnErrorPolicy, type Params } from "./document";
import type { InputPorts, OutputPorts } from "./port-types";

/** Takes the params saved by one version of a node to the params of the next. */
export type Migrations = Readonly<Record<number, (params: Params) => Params>>;

/** A setting that moved to the nodes of a type that a node leads to: takes their params to those that have it. */
export interface HandOver {
  readonly type: string;
  readonly take: (params: Params) => Params;
}

/** By version as with {@link Migrations}: what the step from there hands over, of the params saved by that version; null for nothing. */
export type HandOvers = Readonly<Record<number, (params: Params) => HandOver | null>>;

/** The part of an inspector field that the graph has to know. */
export interface FieldFacts {
  readonly key: string;
  readonly control: string;
  /** Null or empty can be saved but not run. */
  readonly required?: boolean;
  /** A second param that the same field fills in, as needed as the first. */
  readonly modelKey?: string;
}

/** Ports that a node's settings make, with the names that a person gave them. */
export interface MadePorts {
  readonly inputs: InputPorts;
  readonly outputs: OutputPorts;
  readonly names: Readonly<Record<string, string>>;
  /** What the json of an output holds, by port: parts that can be mentioned. */
  readonly parts?: Readonly<Record<string, readonly string[]>>;
}

/** A setting that can't run as it is, though each value is of its kind; `code` is translated under `problems.<code>`. */
export interface SettingProblem {
  readonly field: string;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What the graph needs to know about a type of node; every node definition is one. */
export interface NodeType {
  readonly type: string;
  readonly version: number;
  readonly category: string;
  readonly inputs: InputPorts;
  readonly outputs: OutputPorts;
  /**
   * For a type whose ports depend on its settings: those of a node with these params, in place of `inputs` and
   * `outputs`. Gets params that parse, references unresolved.
   */
  portsOf?(params: never): MadePorts;
  /** What a look at several settings together shows to be wrong. Gets params that parse, references unresolved. */
  check?(params: never): SettingProblem[];
  /** Whether what leads to this node may be shown while it is written only as far as it is proved. */
  provedOnly?(params: never): boolean;
  /** Whether no source of what leads to this node may be shown while it is written. */
  hidesSources?(params: never): boolean;
  /** Its executor's result is the output of the run. */
  readonly terminal?: boolean;
  readonly params: z.core.$ZodObject;
  readonly fields: readonly FieldFacts[];
  readonly onError: readonly OnErrorPolicy[];
  readonly migrate: Migrations;
  readonly handOver?: HandOvers;
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

/** The ports on a node's left side. */
export function inputsOf(node: Pick<GraphNode, "params">, type: NodeType): InputPorts {
  return madePorts(node, type)?.inputs ?? type.inputs;
}

/** The ports on a node's right side, and `error` while its errors leave through a branch. */
export function outputsOf(
  node: Pick<GraphNode, "params" | "onError">,
  type: NodeType,
): OutputPorts {
  const outputs = madePorts(node, type)?.outputs ?? type.outputs;
  if (node.onError?.policy !== "branch") return outputs;
  return { ...outputs, [ERROR_PORT]: { type: "json", branch: true } };
}

/** What a person called a port; undefined for ports that have the name of their type. */
export function portNameOf(
  node: Pick<GraphNode, "params">,
  type: NodeType,
  port: string,
): string | undefined {
  const names = madePorts(node, type)?.names ?? {};
  const name = Object.hasOwn(names, port) ? names[port] : undefined;
  return name === "" ? undefined : name;
}

/** What a port's json holds; undefined where the settings don't say. */
export function partsOf(
  node: Pick<GraphNode, "params">,
  type: NodeType,
  port: string,
): readonly string[] | undefined {
  const parts = madePorts(node, type)?.parts ?? {};
  return Object.hasOwn(parts, port) ? parts[port] : undefined;
}

const made = new WeakMap<Params, MadePorts | null>();

/** Null for a type with fixed ports, and for params that don't parse. Remembered: params are never changed in place. */
function madePorts({ params }: Pick<GraphNode, "params">, type: NodeType): MadePorts | null {
  if (type.portsOf === undefined) return null;
  const known = made.get(params);
  if (known !== undefined) return known;
  const parsed = z.safeParse(type.params, params);
  const ports = parsed.success ? type.portsOf(parsed.data as never) : null;
  made.set(params, ports);
  return ports;
}

/** Fields whose text may hold `{{node.port}}` tokens. */
export function referenceTextKeys(type: NodeType): ReadonlySet<string> {
  return new Set(type.fields.filter((f) => f.control === "reference-text").map((f) => f.key));
}
