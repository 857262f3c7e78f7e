"use client";

import { useMemo } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useTRPCClient } from "@/lib/trpc/client";
import { createUploadMemory } from "./remembered";
import type { SendingPlace } from "./send-document";

/** Where documents of the page's workspace are sent to. */
export function useUploadPlace(): SendingPlace {
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  return useMemo(
    () => ({
      workspace,
      memory: createUploadMemory(workspace),
      parts: {
        begin: (file) => client.upload.begin.mutate({ workspace, ...file }),
        get: (id) => client.upload.get.query({ workspace, id }),
        complete: (upload) => client.upload.complete.mutate({ workspace, ...upload }),
        abort: (id) => client.upload.abort.mutate({ workspace, id }),
      },
    }),
    [client, workspace],
  );
}
