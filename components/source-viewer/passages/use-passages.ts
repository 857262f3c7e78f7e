"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useTRPC } from "@/lib/trpc/client";
import type { AboutDocument } from "../about/about-document";
import type { PassageList } from "../passage-items";
import type { PassageFilter } from "./passages-pane";

/** While anything is being made searchable. */
const POLL_MS = 1_000;

export interface Passages {
  /** Undefined until it is there; then the last one while another is fetched. */
  list: PassageList | undefined;
  error: unknown;
  retry: () => void;
  filter: PassageFilter;
  setFilter: (filter: PassageFilter) => void;
}

/** The passages of a document, as the person has them listed; at first those around an offset. */
export function usePassages(document: AboutDocument, at: number | undefined): Passages {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [filter, setFilter] = useState<PassageFilter>({
    storeId: undefined,
    search: "",
    only: "all",
    skip: undefined,
  });
  const search = useDeferredValue(filter.search.trim());
  const query = useQuery(
    trpc.document.passages.queryOptions(
      {
        ...{ workspace, id: document.id, storeId: filter.storeId, skip: filter.skip },
        search: search === "" ? undefined : search,
        only: filter.only === "all" ? undefined : filter.only,
        at: search === "" && filter.only === "all" ? at : undefined,
      },
      {
        placeholderData: keepPreviousData,
        refetchInterval: ({ state }) =>
          document.progress !== null || state.data?.items.some(isAwaited) ? POLL_MS : false,
      },
    ),
  );
  return {
    list: query.data,
    error: query.error,
    retry: () => void query.refetch(),
    filter,
    setFilter,
  };
}

function isAwaited({ correction, found }: PassageList["items"][number]): boolean {
  return correction !== null && correction.kind !== "exclude" && correction.applies && !found;
}
