"use client";

import { useTranslations } from "use-intl";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { useEditorSession } from "../editor-context";
import { useNodeTexts } from "../node-texts";
import type { Point } from "../state/edit-graph";

/** Adds a node at a place of the canvas (its top left corner), selects it and says so. Gives its id. */
export function useAddNode(): (definition: AnyNodeDefinition, position: Point) => string {
  const { store } = useEditorSession();
  const t = useTranslations("editor.palette");
  const texts = useNodeTexts();
  return (definition, position) => {
    const label = texts.label(definition.type);
    const { addNode, announce } = store.getState();
    const id = addNode({ definition, label, position });
    announce(t("added", { name: label }));
    return id;
  };
}
