"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useStore } from "zustand";
import { useTRPC } from "@/lib/trpc/client";
import type { Attachment, Attachments } from "./attachments";
import type { Conversation } from "./conversation";
import { sendFile } from "./send-file";

interface AttachmentsOptions {
  readonly workspace: string;
  readonly workflowId: string;
  readonly conversation: Conversation;
  /** Awaited before each file, such as for saving; rejects to keep it from being sent. */
  readonly beforeAttach: () => Promise<void>;
}

/** How often a file that is being read is looked at, in ms. */
const POLL_MS = 700;

/** The files of a conversation. The first one begins the conversation, if there is none yet. */
export function useAttachments(options: AttachmentsOptions): Attachments {
  const { workspace, workflowId, conversation, beforeAttach } = options;
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const conversationId = useStore(conversation.store, (state) => state.conversationId);
  const [unsent, setUnsent] = useState<readonly Attachment[]>([]);
  // One after the other: the second file goes to the conversation that the first began.
  const sending = useRef<Promise<unknown>>(Promise.resolve());
  const nextKey = useRef(0);

  const listed = useQuery(
    trpc.conversationFile.list.queryOptions(
      { workspace, conversationId: conversationId ?? "" },
      {
        enabled: conversationId !== null,
        refetchInterval: ({ state }) =>
          state.data?.some((file) => file.state === "reading") ? POLL_MS : false,
      },
    ),
  );
  const refresh = () => queryClient.invalidateQueries(trpc.conversationFile.list.pathFilter());
  const removal = useMutation(
    trpc.conversationFile.remove.mutationOptions({ onSettled: () => void refresh() }),
  );
  const drop = (key: string) => setUnsent((all) => all.filter((one) => one.key !== key));

  const send = async (key: string, file: File) => {
    try {
      await beforeAttach();
      const { conversationId: present } = conversation.store.getState();
      conversation.adopt(await sendFile({ workspace, workflowId, conversationId: present, file }));
      await refresh();
      drop(key);
    } catch (error) {
      setUnsent((all) =>
        all.map((one) => (one.key === key ? { ...one, state: "failed", error } : one)),
      );
    }
  };
  const attach = (files: readonly File[]) => {
    for (const file of files) {
      const key = `unsent-${String(nextKey.current++)}`;
      const { name } = file;
      setUnsent((all) => [...all, { key, name, state: "sending", error: null }]);
      sending.current = sending.current.then(() => send(key, file));
    }
  };
  const remove = (key: string) => {
    if (unsent.some((one) => one.key === key)) drop(key);
    else removal.mutate({ workspace, id: key });
  };

  const stored = conversationId === null ? [] : (listed.data ?? []);
  const files = stored.map(({ id: key, name, state, error }) => ({ key, name, state, error }));
  return { files: [...files, ...unsent], attach, remove };
}
