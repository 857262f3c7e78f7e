"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Graph, GraphNode } from "@/lib/graph/document";
import { ERROR_PORT } from "@/lib/graph/document";
import { inputsOf, nodeTypeOf, outputsOf, portNameOf } from "@/lib/graph/node-type";
import type { Connectable, PortType } from "@/lib/graph/port-types";
import { portNamed } from "@/lib/graph/port-types";
import { withDynamicKeys, type DynamicTranslator } from "@/lib/i18n/dynamic-keys";
import type { AnyNodeDefinition, NameLookup } from "@/lib/nodes/_contract/definition";
import { nodeCatalog } from "@/lib/nodes/catalog";

type FieldText = "label" | "help" | "placeholder";
interface ProblemText {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly nodeId?: string;
}

/** The definition of a saved type, or undefined for one this installation doesn't have. */
export function definitionOf(type: string): AnyNodeDefinition | undefined {
  return nodeTypeOf<AnyNodeDefinition>(nodeCatalog, type);
}

/** The words for nodes, their ports, settings and problems. */
export class NodeTexts {
  constructor(private readonly t: DynamicTranslator) {}

  label(type: string): string {
    return this.optional(`nodes.${type}.label`) ?? type;
  }

  description(type: string): string {
    return this.optional(`nodes.${type}.description`) ?? "";
  }

  /** What the person called the node, or else what its type is called. */
  name(node: GraphNode): string {
    return node.name.trim() === "" ? this.label(node.type) : node.name;
  }

  /** What a person called the port of a node, or else what its type calls it. */
  port(node: GraphNode | undefined, port: string): string {
    if (port === ERROR_PORT) return this.t("editor.port.error");
    if (!node) return port;
    const definition = definitionOf(node.type);
    const given = definition && portNameOf(node, definition, port);
    const usual = this.optional(`nodes.${node.type}.ports.${port}`);
    return given ?? usual ?? (definition?.portsOf ? this.t("editor.port.unnamed") : port);
  }

  portType(type: PortType): string {
    return this.t(`editor.portType.${type}`);
  }

  category(category: string): string {
    return this.t(`editor.category.${category}`);
  }

  field(type: string, key: string, text: FieldText): string | undefined {
    return this.optional(`nodes.${type}.fields.${key}.${text}`);
  }

  option(type: string, key: string, value: string): string {
    return this.fieldOption(type, key, value) ?? value;
  }

  /** What a type of node calls a choice that is offered everywhere; undefined when it calls it nothing of its own. */
  fieldOption(type: string, key: string, value: string): string | undefined {
    return this.optional(`nodes.${type}.fields.${key}.options.${value}`);
  }

  /** The sentence on the card, made from the node's settings; what the node is for while they don't parse. */
  summary(node: GraphNode, lookup: NameLookup): string {
    const definition = definitionOf(node.type);
    const params = definition?.params.safeParse(node.params);
    if (!definition || !params?.success) return this.description(node.type);
    const { key, values } = definition.summary(params.data as never, lookup);
    return this.t(`nodes.${node.type}.summary.${key}`, withoutGaps(values));
  }

  /** What is wrong and what to do about it. Ports and settings are called as on the screen. */
  problem({ code, params, nodeId }: ProblemText, graph: Graph): string {
    const key = `problems.${code}`;
    if (!this.t.has(key)) return code;
    const node = graph.nodes.find((other) => other.id === nodeId);
    return this.t(key, node ? { ...params, ...this.named(params, node) } : params);
  }

  /** Why two ports can't be connected. */
  refusal(refused: Extract<Connectable, { ok: false }>, target: string, graph: Graph): string {
    return this.problem({ ...refused, nodeId: target }, graph);
  }

  /** Why two inputs, or two outputs, can't be connected. */
  sameSide(handle: "source" | "target"): string {
    return this.t(handle === "source" ? "editor.port.twoOutputs" : "editor.port.twoInputs");
  }

  /** Ports and settings by the names they have on the screen. */
  private named({ port, field }: ProblemText["params"], node: GraphNode) {
    const label = typeof field === "string" ? this.field(node.type, field, "label") : undefined;
    return {
      ...(typeof port === "string" && { port: this.port(node, port) }),
      ...(label !== undefined && { field: label }),
    };
  }

  private optional(key: string): string | undefined {
    return this.t.has(key) ? this.t(key) : undefined;
  }
}

export function useNodeTexts(): NodeTexts {
  const t = useTranslations();
  return useMemo(() => new NodeTexts(withDynamicKeys(t)), [t]);
}

/** The type of what leaves or enters a node at a port; undefined for unknown types and ports. */
export function portTypeOf(
  node: GraphNode,
  side: "input" | "output",
  port: string,
): PortType | undefined {
  const definition = definitionOf(node.type);
  if (!definition) return undefined;
  const ports = side === "input" ? inputsOf(node, definition) : outputsOf(node, definition);
  return portNamed<{ readonly type: PortType }>(ports, port)?.type;
}

function withoutGaps(values: Readonly<Record<string, string | number | undefined>> = {}) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? ""]));
}
