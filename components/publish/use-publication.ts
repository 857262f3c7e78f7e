"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useErrorToast } from "@/components/ui/use-error-toast";
import { useTRPC, type RouterOutputs } from "@/lib/trpc/client";

export type Publication = RouterOutputs["publication"]["get"];
export type ChannelSettings = Publication["channels"][number];
export type ChannelName = ChannelSettings["channel"];

const WorkflowContext = createContext("");
/** The id of the workflow that the page is about. */
export const WorkflowProvider = WorkflowContext.Provider;

/** Who is meant, in every call of the page. */
export function useOf(): { workspace: string; workflowId: string } {
  const { slug: workspace } = useWorkspace();
  return { workspace, workflowId: useContext(WorkflowContext) };
}

export function usePublication() {
  return useQuery(useTRPC().publication.get.queryOptions(useOf()));
}

/** What the builder sets; all that the page shows of it is asked for again after each change. */
export function usePublicationActions() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const onError = useErrorToast();
  const onSuccess = () => queries.invalidateQueries(trpc.publication.pathFilter());
  const { publication } = trpc;
  return {
    setLook: useMutation(publication.setLook.mutationOptions({ onSuccess, onError })),
    setAccess: useMutation(publication.setAccess.mutationOptions({ onSuccess, onError })),
    switchChannel: useMutation(publication.switchChannel.mutationOptions({ onSuccess, onError })),
    setHandOver: useMutation(publication.setHandOver.mutationOptions({ onSuccess, onError })),
    setLimits: useMutation(publication.setLimits.mutationOptions({ onSuccess, onError })),
    renewIdentityKey: useMutation(
      publication.renewIdentityKey.mutationOptions({ onSuccess, onError }),
    ),
  };
}
