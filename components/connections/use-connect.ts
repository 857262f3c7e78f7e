"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useTRPC, useTRPCClient } from "@/lib/trpc/client";
import type { TestedSource } from "./checks";
import type { SourceConnection } from "./connection-table";
import { signsIn } from "./signs-in";

export interface ConnectValues {
  name: string;
  method: string;
  /** By the fields of the method. */
  values: Record<string, string>;
}

/** What the source said right after the connection was stored, or why it could not be asked. */
export type ConnectResult = TestedSource | { error: unknown };

/**
 * Stores a connection, then tests it, or leaves for the service where somebody has to sign in. One that does not work yet stays
 * stored, to be corrected.
 */
export function useConnect(connection: SourceConnection | null, type: string | null) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [id, setId] = useState(connection?.id ?? null);
  const [last, setLast] = useState<ConnectValues | null>(null);

  const store = async ({ name, method, values }: ConnectValues): Promise<string> => {
    if (id !== null) {
      await client.sourceConnection.update.mutate({ workspace, id, name: name.trim(), values });
      return id;
    }
    const input = { workspace, type: type ?? "", name: name.trim(), method, values };
    const made = await client.sourceConnection.create.mutate(input);
    setId(made.id);
    return made.id;
  };

  const leaveToSignIn = async (stored: string): Promise<never> => {
    const { url } = await client.sourceConnection.beginSignIn.mutate({ workspace, id: stored });
    window.location.assign(url);
    // Busy until the page is left.
    return new Promise<never>(() => undefined);
  };

  const save = useMutation({
    mutationFn: async (form: ConnectValues): Promise<ConnectResult> => {
      setLast(form);
      const stored = await store(form);
      if (signsIn(type, form.method)) return await leaveToSignIn(stored);
      try {
        return await client.sourceConnection.test.mutate({ workspace, id: stored });
      } catch (error) {
        return { error };
      } finally {
        await queryClient.invalidateQueries(trpc.sourceConnection.pathFilter());
      }
    },
  });

  return {
    submit: save.mutate,
    busy: save.isPending,
    error: save.error,
    result: save.data ?? null,
    last,
    /** Back to the form, with what was entered. */
    again: save.reset,
  };
}
