"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/lib/trpc/client";
import { useEditorSession } from "../editor-context";

/** The versions after the first page, fetched a page at a time on demand. */
export function useOlderVersions(cursor: number | null) {
  const { workspace, workflowId } = useEditorSession();
  const trpc = useTRPC();
  const [wanted, setWanted] = useState(false);
  const pages = useInfiniteQuery({
    ...trpc.version.list.infiniteQueryOptions(
      { workspace, workflowId },
      { initialCursor: cursor ?? 1, getNextPageParam: ({ next }) => next ?? undefined },
    ),
    enabled: wanted && cursor !== null,
  });
  return {
    items: pages.data?.pages.flatMap(({ items }) => items) ?? [],
    more: cursor !== null && (!wanted || pages.hasNextPage),
    pending: pages.isFetching,
    fetch: () => {
      if (wanted) void pages.fetchNextPage();
      else setWanted(true);
    },
  };
}
