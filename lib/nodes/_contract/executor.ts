import type { z } from "zod/mini";
import type { InputPorts, OutputPorts, PortType } from "@/lib/graph/port-types";
import type { Message, PortValues } from "@/lib/graph/values";
import type { NodeContext } from "./context";
import type { NodeDefinition } from "./definition";

/** What arrives: a required port always has its value. Several edges into a port are joined (engine/join-inputs). */
export type InputValues<Inputs extends InputPorts> = {
  readonly [Port in keyof Inputs]: Inputs[Port] extends { required: true }
    ? PortValues[Inputs[Port]["type"]]
    : PortValues[Inputs[Port]["type"]] | undefined;
};

/** What leaves: a port that's absent (or undefined) isn't taken, and what hangs on it is skipped. */
export type OutputValues<Outputs extends OutputPorts, Terminal> = Terminal extends true
  ? { readonly output: Message }
  : { readonly [Port in keyof Outputs]?: PortValues[Outputs[Port]["type"]] };

/**
 * The output of a port that the node's settings made (`portsOf`), to be spread into what an executor returns: the
 * compiler can't know its name, the engine keeps only ports that the node has.
 */
export function madePort(port: string, value: PortValues[PortType]): object {
  return { [port]: value };
}

export interface ExecuteArgs<Inputs extends InputPorts, Params> {
  /** Parsed, migrated, with references resolved. */
  readonly params: Params;
  readonly inputs: InputValues<Inputs>;
  readonly ctx: NodeContext;
}

/** An executor of whatever type of node, as the engine handles it. */
export interface NodeExecutor<Type extends string = string> {
  readonly type: Type;
  execute(args: {
    readonly params: unknown;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly ctx: NodeContext;
  }): Promise<Readonly<Record<string, unknown>>>;
}

/** Executors by node type. */
export type NodeExecutors = Readonly<Record<string, NodeExecutor>>;

type Execute<
  Inputs extends InputPorts,
  Outputs extends OutputPorts,
  Shape extends z.core.$ZodShape,
  Terminal,
> = (
  args: ExecuteArgs<Inputs, z.output<z.ZodMiniObject<Shape>>>,
) => Promise<OutputValues<Outputs, Terminal>>;

/**
 * Ties an executor to its definition. Inside, params and inputs have the definition's types; outside they are
 * unknown. That is sound because the engine parses params with `definition.params` and joins inputs by the ports'
 * types before it calls `execute`.
 */
export function executorFor<
  Type extends string,
  Inputs extends InputPorts,
  Outputs extends OutputPorts,
  Shape extends z.core.$ZodShape,
  SummaryKey extends string,
  Terminal extends boolean,
>(definition: NodeDefinition<Type, Inputs, Outputs, Shape, SummaryKey, Terminal>) {
  return (execute: Execute<Inputs, Outputs, Shape, Terminal>): NodeExecutor<Type> => ({
    type: definition.type,
    execute,
  });
}
