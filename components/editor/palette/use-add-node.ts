"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { startingParams } from "@/lib/nodes/_contract/starting-models";
import { useTRPC } from "@/lib/trpc/client";
import { useEditorSession } from "../editor-context";
import { useNodeTexts } from "../node-texts";
import type { Point } from "../state/edit-graph";

/** Adds a node, with the models that new ones start with, at a place of the canvas (its top left corner), selects it and says so. Gives its id. */
export function useAddNode(): (definition: AnyNodeDefinition, position: Point) => string {
  const { store, workspace } = useEditorSession();
  const trpc = useTRPC();
  const t = useTranslations("editor.palette");
  const texts = useNodeTexts();
  const { data: policy } = useQuery(trpc.modelPolicy.get.queryOptions({ workspace }));
  return (definition, position) => {
    const label = texts.label(definition.type);
    const { addNode, announce } = store.getState();
    const params = policy ? startingParams(definition.fields, policy.defaults) : {};
    const id = addNode({ definition, label, position, params });
    announce(t("added", { name: label }));
    return id;
  };
}
