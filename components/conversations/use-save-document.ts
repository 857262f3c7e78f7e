"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useTRPC } from "@/lib/trpc/client";

/** Writes what is new of a conversation into its document outside; what is shown of it is asked for anew, however it went. */
export function useSaveDocument(
  conversationId: string,
  onSaved: (saved: { added: number }) => void,
) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const save = useMutation(
    trpc.conversationDocument.save.mutationOptions({
      onSuccess: onSaved,
      onSettled: () => queries.invalidateQueries(trpc.conversationDocument.pathFilter()),
    }),
  );
  return {
    save: (connectionId: string, replaces?: string) =>
      save.mutate({ workspace, conversationId, connectionId, ...(replaces && { replaces }) }),
    busy: save.isPending,
    error: save.error,
  };
}
