"use client";

import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import type { Params } from "@/lib/graph/document";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import type { ModelNeed } from "@/lib/nodes/_contract/fields";
import { BUILT_IN } from "@/lib/nodes/model/definition";
import { useTRPC } from "@/lib/trpc/client";
import { useEditorSession } from "../editor-context";

/**
 * Whether the model that a node has chosen takes what a setting needs: null where nobody says. Settings that need nothing, and
 * those of a node whose model isn't told yet, are taken for possible.
 */
export function useModelNeeds(
  { fields }: AnyNodeDefinition,
  values: Params,
): (need: ModelNeed | undefined) => boolean | null {
  const { workspace } = useEditorSession();
  const trpc = useTRPC();
  const chooser = fields.some(({ needs }) => needs !== undefined)
    ? fields.find((field) => field.control === "model")
    : undefined;
  const id = chooser && values[chooser.key];
  const model = chooser && values[chooser.modelKey];
  const named = typeof id === "string" && typeof model === "string" && model.trim() !== "";
  const asks = named && id !== BUILT_IN;
  const { data } = useQuery(
    trpc.connection.abilities.queryOptions(asks ? { workspace, id, model } : skipToken, {
      retry: false,
      staleTime: Infinity,
      // While a name is typed the form stays as it was.
      placeholderData: keepPreviousData,
    }),
  );
  return (need) => {
    if (need === undefined) return true;
    if (id === BUILT_IN) return false;
    if (need === "prompt" || !data) return true;
    return data[need];
  };
}
