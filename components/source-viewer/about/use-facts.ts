"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useTRPC, useTRPCClient } from "@/lib/trpc/client";
import type { AboutDocument } from "./about-document";

type Facts = Pick<AboutDocument, "name" | "folder" | "tags">;

/** Saves what changed of name, folder and tags, one after the other: what failed can be saved again. */
export function useFacts(document: AboutDocument, { onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  return useMutation({
    mutationFn: async ({ name, folder, tags }: Facts) => {
      const which = { workspace, id: document.id };
      if (tags.join("\n") !== document.tags.join("\n")) {
        await client.document.setTags.mutate({ ...which, tags });
      }
      if (folder !== document.folder) await client.document.setFolder.mutate({ ...which, folder });
      if (name !== document.name) await client.document.rename.mutate({ ...which, name });
    },
    onSuccess: onDone,
    onSettled: () => queryClient.invalidateQueries(trpc.document.pathFilter()),
  });
}
