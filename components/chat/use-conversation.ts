"use client";

import { useEffect, useState } from "react";
import { useTRPCClient } from "@/lib/trpc/client";
import { Conversation, type ConversationApi } from "./conversation";

interface ConversationOptions {
  readonly workspace: string;
  readonly workflowId: string;
  /** Awaited before each question, such as for saving; rejects to keep it from being asked. */
  readonly beforeAsk: () => Promise<void>;
}

/** The conversation with a workflow in this tab; picks up where it was after a reload. */
export function useConversation({
  workspace,
  workflowId,
  beforeAsk,
}: ConversationOptions): Conversation {
  const client = useTRPCClient();
  const [conversation] = useState(() => {
    const api: ConversationApi = {
      async start(input) {
        await beforeAsk();
        return client.run.start.mutate({ workspace, workflowId, ...input });
      },
      follow(runId, after, { event, end }) {
        const lastEventId = after === 0 ? null : String(after);
        const subscription = client.run.events.subscribe(
          { workspace, runId, lastEventId },
          { onData: ({ data }) => event(data), onError: end, onComplete: () => end(null) },
        );
        return () => subscription.unsubscribe();
      },
      cancel: (runId) => client.run.cancel.mutate({ workspace, runId }),
      history: (conversationId) => client.run.conversation.query({ workspace, conversationId }),
      memory: tabMemory(`groundwork.conversation.${workflowId}`),
    };
    return new Conversation(api);
  });
  useEffect(() => {
    void conversation.restore();
    return () => conversation.dispose();
  }, [conversation]);
  return conversation;
}

/** Remembered for this tab only, and only where the browser allows it. */
function tabMemory(key: string): ConversationApi["memory"] {
  return {
    get: () => (typeof window === "undefined" ? null : window.sessionStorage.getItem(key)),
    set: (value) =>
      value === null
        ? window.sessionStorage.removeItem(key)
        : window.sessionStorage.setItem(key, value),
  };
}
