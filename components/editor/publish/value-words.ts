"use client";

import { useTranslations } from "use-intl";
import type { GraphNode, Json } from "@/lib/graph/document";
import { textOf } from "@/lib/graph/value-text";
import { useNodeTexts } from "../node-texts";
import { useNameLookup } from "../use-names";

/** Values longer than this are cut where two are compared. */
const LONGEST = 600;

/** The value of a node's setting as its form shows it: names for ids, words for choices. */
export function useValueWords(): (
  node: GraphNode | undefined,
  key: string,
  value: Json | undefined,
) => string {
  const t = useTranslations("versions");
  const texts = useNodeTexts();
  const names = useNameLookup();
  return (node, key, value) => {
    if (value === undefined || value === null || value === "") return t("nothing");
    if (typeof value === "boolean") return value ? t("on") : t("off");
    const text = textOf(value);
    const choice = node && texts.fieldOption(node.type, key, text);
    const words =
      choice ?? names.store(text) ?? names.source(text) ?? modelName(node, text) ?? text;
    return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
  };

  function modelName(node: GraphNode | undefined, connectionId: string): string | undefined {
    return node && names.model({ connectionId, model: "" });
  }
}
