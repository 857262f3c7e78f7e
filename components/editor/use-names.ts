"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { NameLookup } from "@/lib/nodes/_contract/definition";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { useEditorSession } from "./editor-context";

export type SourceItem = RouterOutputs["source"]["list"][number];
export type StoreItem = RouterOutputs["store"]["list"][number];
export type NamedModelItem = RouterOutputs["namedModel"]["list"][number];
export type ConnectionItem = RouterOutputs["connection"]["list"][number];

const NONE: never[] = [];
/** While something is being prepared its numbers are looked at this often. */
const BUSY_MS = 2000;
/** And what is kept in sync, which changes by itself, this often. */
const SYNCED_MS = 30_000;

export function useSources(): readonly SourceItem[] {
  const { workspace } = useEditorSession();
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.source.list.queryOptions(
      { workspace },
      {
        refetchInterval: ({ state: { data = NONE } }) => {
          if (data.some(isBusy)) return BUSY_MS;
          return data.some(({ sync }) => sync !== null) && SYNCED_MS;
        },
      },
    ),
  );
  return data ?? NONE;
}

const isBusy = ({ documents, ready, failed, skipped, sync }: SourceItem) =>
  ready + failed + skipped < documents || sync?.running === true;

export function useStores(): readonly StoreItem[] {
  const { workspace } = useEditorSession();
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.store.list.queryOptions(
      { workspace },
      {
        refetchInterval: ({ state }) =>
          state.data?.some((store) => store.state === "indexing") ? BUSY_MS : false,
      },
    ),
  );
  return data ?? NONE;
}

export function useConnections(): readonly ConnectionItem[] {
  const { workspace } = useEditorSession();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.connection.list.queryOptions({ workspace }));
  return data ?? NONE;
}

export function useNamedModels(): readonly NamedModelItem[] {
  const { workspace } = useEditorSession();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.namedModel.list.queryOptions({ workspace }));
  return data ?? NONE;
}

/** The present names of what nodes point at by id. */
export function useNameLookup(): NameLookup {
  const sources = useSources();
  const stores = useStores();
  const connections = useConnections();
  const own = useNamedModels();
  return useMemo(() => {
    const named = (items: readonly { id: string; name: string }[]) => {
      const names = new Map(items.map((item) => [item.id, item.name]));
      return (id: string) => names.get(id);
    };
    const connection = named(connections);
    return {
      source: named(sources),
      store: named(stores),
      model: ({ connectionId, model }) => {
        const same = own.find((one) => one.connectionId === connectionId && one.model === model);
        if (same) return same.name;
        const name = connection(connectionId);
        return name === undefined || model === "" ? name : `${model} (${name})`;
      },
    };
  }, [sources, stores, connections, own]);
}
