"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { filterInput, isInWork, orderInput, WINDOW, type Arrangement } from "./arrange-documents";

export type DocumentsOverview = RouterOutputs["document"]["overview"];
export type DocumentPage = RouterOutputs["document"]["list"];

const POLL_MS = 2000;

export interface DocumentsQuestion {
  /** Without it, the documents of all sources. */
  sourceId: string | undefined;
  arrangement: Arrangement;
}

/** Counts, sums and how far work has come; asked again while anything is in work. */
export function useOverview({ sourceId, arrangement }: DocumentsQuestion) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  return useQuery(
    trpc.document.overview.queryOptions(
      { workspace, sourceId, ...filterInput(arrangement) },
      {
        placeholderData: keepPreviousData,
        refetchInterval: ({ state }) => (state.data?.work ? POLL_MS : false),
      },
    ),
  );
}

/**
 * The page of rows around what is in view, from `offset` on. While anything is in work it alone is asked for again;
 * pages that were scrolled past are when one comes back to them.
 */
export function useDocumentWindow(
  { sourceId, arrangement }: DocumentsQuestion,
  { offset, overview }: { offset: number; overview: ReturnType<typeof useOverview> },
) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  return useQuery(
    trpc.document.list.queryOptions(
      { workspace, sourceId, ...orderInput(arrangement), offset, limit: WINDOW },
      {
        placeholderData: keepPreviousData,
        refetchInterval: ({ state: { data, dataUpdatedAt } }) => {
          const busy = Boolean(overview.data?.work) || data?.items.some(isInWork);
          // The last that came to an end may fit the filter since.
          const outdated =
            dataUpdatedAt < overview.dataUpdatedAt &&
            data?.total !== overview.data?.figures.documents;
          return busy || outdated ? POLL_MS : false;
        },
      },
    ),
  );
}
