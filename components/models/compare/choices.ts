"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useWorkspace } from "@/components/shell/workspace-context";
import { textOf } from "@/lib/graph/value-text";
import { useTRPC } from "@/lib/trpc/client";
import type { Choice } from "./use-comparison";

/** What a select knows a choice by. */
export const choiceKey = ({ connectionId, model }: Omit<Choice, "label">) =>
  `${connectionId} ${model}`;

const BUILT_IN = { connectionId: "built-in", model: "built-in" };

/**
 * The models that can be compared: the node's own, those with a name and their bases, and the built-in one. `first` and
 * `second` are what to begin with: a named model beside its base, or the node's model beside another.
 */
export function useChoices(
  node: { params: Readonly<Record<string, unknown>> } | undefined,
  ownId: string | null,
) {
  const t = useTranslations("models.compare");
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const connections = useQuery(trpc.connection.list.queryOptions({ workspace }));
  const named = useQuery(trpc.namedModel.list.queryOptions({ workspace }));
  const nameOf = (id: string) => connections.data?.find((one) => one.id === id)?.name ?? id;
  const plain = (choice: Omit<Choice, "label">): Choice => ({
    ...choice,
    label:
      choice.connectionId === BUILT_IN.connectionId
        ? t("builtIn")
        : `${choice.model} (${nameOf(choice.connectionId)})`,
  });
  const own = named.data ?? [];
  const present = node && {
    connectionId: textOf(node.params.connectionId),
    model: textOf(node.params.model),
  };
  const all = [
    ...own.map(({ connectionId, model, name }) => ({ connectionId, model, label: name })),
    ...(present?.connectionId && present.model ? [plain(present)] : []),
    ...own.flatMap(({ base }) => (base ? [plain(base)] : [])),
    plain(BUILT_IN),
  ];
  const choices = [
    ...new Map(all.reverse().map((one) => [choiceKey(one), one])).values(),
  ].reverse();
  const start = own.find(({ id }) => id === ownId);
  const keys = choices.map(choiceKey);
  const first = start ? choiceKey(start) : present ? choiceKey(present) : keys[0];
  const second = start?.base ? choiceKey(start.base) : keys.find((key) => key !== first);
  return { choices, first, second };
}
