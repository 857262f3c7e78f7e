import type { z } from "zod/mini";
import type { OnErrorPolicy } from "@/lib/graph/document";
import type {
  HandOvers,
  MadePorts,
  Migrations,
  NodeType,
  SettingProblem,
} from "@/lib/graph/node-type";
import type { InputPorts, OutputPorts } from "@/lib/graph/port-types";
import type { Field } from "./fields";

/** Groups of the palette; each has one hue and the palette keeps this order. */
export const NODE_CATEGORIES = [
  "input",
  "source",
  "store",
  "router",
  "model",
  "logic",
  "output",
] as const;
export type NodeCategory = (typeof NODE_CATEGORIES)[number];

/** Lucide icon names a node may use; the canvas imports exactly these. */
export const NODE_ICONS = [
  "message-circle-question",
  "files",
  "paperclip",
  "database",
  "split",
  "sparkles",
  "message-square-quote",
  "message-circle-off",
  "globe",
  "table",
  "filter",
  "merge",
  "text-cursor-input",
  "library",
  "hard-drive",
  "archive",
  "braces",
] as const;
export type NodeIcon = (typeof NODE_ICONS)[number];

/** Finds the present name of something a param points at by id; undefined when it's gone or not loaded yet. */
export interface NameLookup {
  source(id: string): string | undefined;
  store(id: string): string | undefined;
  model(choice: { connectionId: string; model: string }): string | undefined;
}

/** The sentence on the node's card: a key of `messages.en.summary` and the values its ICU text needs. */
export interface Summary<Key extends string = string> {
  readonly key: Key;
  readonly values?: Readonly<Record<string, string | number | undefined>>;
}

/** The texts of a node in one language; ICU where values are filled in. */
export interface NodeMessages<
  Port extends string = string,
  Key extends string = string,
  SummaryKey extends string = string,
> {
  /** Two or three words, sentence case. */
  readonly label: string;
  /** One sentence: what it's for, in plain words. */
  readonly description: string;
  readonly ports: Readonly<Record<Port, string>>;
  readonly fields: Readonly<Record<Key, FieldMessages>>;
  readonly summary: Readonly<Record<SummaryKey, string>>;
}

export interface FieldMessages {
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
  /** Labels of a select's options, by value. */
  readonly options?: Readonly<Record<string, string>>;
}

type ParamsShape = z.core.$ZodShape;
type KeyOf<T> = keyof T & string;

/**
 * One type of node: what it's called, what goes in and out, how it's set up. Safe in the browser; how it runs is
 * in `execute.ts` beside it. Everything the editor shows of a node is made from this.
 */
export interface NodeDefinition<
  Type extends string = string,
  Inputs extends InputPorts = InputPorts,
  Outputs extends OutputPorts = OutputPorts,
  Shape extends ParamsShape = ParamsShape,
  SummaryKey extends string = string,
  Terminal extends boolean = boolean,
> extends NodeType {
  readonly type: Type;
  /** Counts up when the saved shape of `params` changes; then `migrate` gains a step. */
  readonly version: number;
  readonly category: NodeCategory;
  readonly icon: NodeIcon;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  portsOf?(params: z.output<z.ZodMiniObject<Shape>>): MadePorts;
  check?(params: z.output<z.ZodMiniObject<Shape>>): SettingProblem[];
  provedOnly?(params: z.output<z.ZodMiniObject<Shape>>): boolean;
  hidesSources?(params: z.output<z.ZodMiniObject<Shape>>): boolean;
  /** True for a node that ends a run: it has no ports to the right and its executor returns `{ output }`. */
  readonly terminal?: Terminal;
  /** Every key has a default: `params.parse({})` is what a node dragged from the palette starts with. */
  readonly params: z.ZodMiniObject<Shape>;
  /** The inspector's form, in order. */
  readonly fields: readonly Field<z.output<z.ZodMiniObject<Shape>>>[];
  summary(
    params: z.output<z.ZodMiniObject<Shape>>,
    lookup: NameLookup,
  ): Summary<NoInfer<SummaryKey>>;
  /** What the person may choose for "when this fails"; the first is the default. */
  readonly onError: readonly [OnErrorPolicy, ...OnErrorPolicy[]];
  /** `{ 1: v1 => v2 }`: one step for every version before this one. */
  readonly migrate: Migrations;
  /** Settings that a step gives up and the nodes it leads to take on. */
  readonly handOver?: HandOvers;
  readonly messages: {
    readonly en: NodeMessages<KeyOf<Inputs> | KeyOf<Outputs>, KeyOf<Shape>, SummaryKey>;
  };
}

/** A definition of whatever type, as the palette, the inspector and the engine handle it. */
export interface AnyNodeDefinition extends NodeType {
  readonly category: NodeCategory;
  readonly icon: NodeIcon;
  readonly params: z.ZodMiniObject;
  readonly fields: readonly Field<Record<string, unknown>>[];
  /** `params` are those that `params.parse` returned. */
  summary(params: never, lookup: NameLookup): Summary;
  readonly onError: readonly [OnErrorPolicy, ...OnErrorPolicy[]];
  readonly messages: { readonly en: NodeMessages };
}

/** All node definitions by their `type`. */
export type NodeCatalog = Readonly<Record<string, AnyNodeDefinition>>;

/**
 * Declares a type of node. The compiler checks that every port, param and summary has its text, and that fields
 * and `showWhen` name params that exist.
 */
export function defineNode<
  const Type extends string,
  const Inputs extends InputPorts,
  const Outputs extends OutputPorts,
  Shape extends ParamsShape,
  SummaryKey extends string,
  const Terminal extends boolean = false,
>(
  definition: NodeDefinition<Type, Inputs, Outputs, Shape, SummaryKey, Terminal>,
): NodeDefinition<Type, Inputs, Outputs, Shape, SummaryKey, Terminal> {
  return definition;
}
