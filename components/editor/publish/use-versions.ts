"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";
import { useEditorSession } from "../editor-context";

export type VersionPage = RouterOutputs["version"]["list"];
export type VersionItem = VersionPage["items"][number];

/** The newest versions of the open workflow, and which is live. */
export function useVersions() {
  const { workspace, workflowId } = useEditorSession();
  const trpc = useTRPC();
  return useQuery(trpc.version.list.queryOptions({ workspace, workflowId }));
}

const graphOf = ({ graph }: RouterOutputs["version"]["get"]) => graph;

/** The graph of a version; null asks for none. */
export function useVersionGraph(versionId: string | null) {
  const { workspace, workflowId } = useEditorSession();
  const trpc = useTRPC();
  return useQuery({
    ...trpc.version.get.queryOptions({ workspace, workflowId, versionId: versionId ?? "" }),
    enabled: versionId !== null,
    staleTime: Infinity,
    select: graphOf,
  });
}

/** What changes the versions or which is live; the list is asked for again after each. */
export function useVersionActions() {
  const { workspace, workflowId } = useEditorSession();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const onError = useErrorToast();
  const onSuccess = () => queries.invalidateQueries(trpc.version.pathFilter());
  return {
    of: { workspace, workflowId },
    publish: useMutation(trpc.version.publish.mutationOptions({ onSuccess })),
    goLive: useMutation(trpc.version.goLive.mutationOptions({ onSuccess, onError })),
    setLock: useMutation(trpc.version.setLock.mutationOptions({ onSuccess, onError })),
  };
}
