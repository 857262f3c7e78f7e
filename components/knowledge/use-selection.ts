"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC } from "@/lib/trpc/client";
import { orderInput } from "./arrange-documents";
import { NOTHING, toggled, withRange, type Selection } from "./selection";
import type { DocumentsQuestion } from "./use-documents";

/** Selects a row, or with `range` all from the one before to it. */
export type SelectRow = (id: string, range: boolean) => void;

/** What is selected in the table, also far outside of what was loaded. */
export function useSelection({ sourceId, arrangement }: DocumentsQuestion) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const onError = useErrorToast();
  const { slug: workspace } = useWorkspace();
  const [selected, setSelected] = useState<Selection>(NOTHING);
  const anchor = useRef<string | null>(null);

  const allIds = useCallback(
    () =>
      queries.fetchQuery(
        trpc.document.ids.queryOptions(
          { workspace, sourceId, ...orderInput(arrangement) },
          { staleTime: 0, gcTime: 0 },
        ),
      ),
    [queries, trpc, workspace, sourceId, arrangement],
  );
  const selectRow: SelectRow = useCallback(
    (id, range) => {
      const from = anchor.current;
      anchor.current = id;
      if (!range || from === null) {
        setSelected((now) => toggled(now, id));
        return;
      }
      allIds().then(
        (ids) =>
          setSelected((now) =>
            withRange(now, { ids, from: ids.indexOf(from), to: ids.indexOf(id) }),
          ),
        onError,
      );
    },
    [allIds, onError],
  );
  const selectAll = useCallback(() => {
    allIds().then((ids) => setSelected(new Set(ids)), onError);
  }, [allIds, onError]);
  const clear = useCallback(() => {
    anchor.current = null;
    setSelected(NOTHING);
  }, []);
  return { selected, selectRow, selectAll, clear, allIds };
}
