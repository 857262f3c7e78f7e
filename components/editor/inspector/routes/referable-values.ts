"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { GraphNode, Json } from "@/lib/graph/document";
import { outputsOf, partsOf } from "@/lib/graph/node-type";
import type { PortType } from "@/lib/graph/port-types";
import { useEditor } from "../../editor-context";
import { definitionOf, useNodeTexts } from "../../node-texts";
import { nodesBefore } from "../nodes-before";

/** A value that a condition can look at, with what it is called. */
export interface ReferableValue {
  /** The reference as text, to tell choices apart. */
  readonly key: string;
  readonly reference: Json;
  readonly label: string;
}

/** The parts of a value worth comparing, beside the whole of it, where the node's settings name none. */
const PARTS = {
  message: ["text", "outcome"],
  json: ["score", "sufficient", "name"],
} as const satisfies Partial<Record<PortType, readonly string[]>>;

const usualParts = (type: PortType) => (type === "message" || type === "json" ? PARTS[type] : []);

/** Everything that nodes before this one give. */
export function useReferableValues(node: GraphNode): readonly ReferableValue[] {
  const t = useTranslations("editor");
  const texts = useNodeTexts();
  const graph = useEditor((state) => state.graph);
  return useMemo(
    () =>
      nodesBefore(graph, node.id).flatMap((other) => {
        const definition = definitionOf(other.type);
        const ports = Object.entries(definition ? outputsOf(other, definition) : {});
        return ports.flatMap(([port, { type }]) => {
          const label = t("reference.chip", {
            node: texts.name(other),
            port: texts.port(other, port),
          });
          const whole = valueAt([other.id, port], label);
          const own = definition && partsOf(other, definition, port);
          const parts = own
            ? own.map((part) => valueAt([other.id, port, part], `${label}: ${part}`))
            : usualParts(type).map((part) =>
                valueAt([other.id, port, part], `${label}: ${t(`routes.part.${part}`)}`),
              );
          return [whole, ...parts];
        });
      }),
    [graph, node.id, t, texts],
  );
}

function valueAt(path: readonly string[], label: string): ReferableValue {
  return { key: path.join("."), reference: { ref: [...path] }, label };
}
