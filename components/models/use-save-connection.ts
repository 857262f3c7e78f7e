"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-context";
import type { ProviderType } from "@/lib/providers/catalog";
import { useTRPC, useTRPCClient, type RouterOutputs } from "@/lib/trpc/client";
import { parseHeaders } from "./headers-text";
import type { ConnectionSummary } from "./connection-table";

export type TestedConnection = RouterOutputs["connection"]["test"];

export interface ConnectionValues {
  name: string;
  /** Empty: the usual one of the service. */
  baseUrl: string;
  /** Empty: none, or keep the stored one. */
  apiKey: string;
  /** Lines of "Name: value". Empty: none, or keep the stored ones. */
  headers: string;
}

/** What the endpoint said right after it was stored: its models, or why it does not work. */
export type TestResult = TestedConnection | { error: unknown };

/**
 * Stores a connection, then asks it for its models. The two are told apart: one that is stored but does not answer
 * stays stored, and the person may go back to correct it.
 */
export function useSaveConnection(
  connection: ConnectionSummary | null,
  provider: ProviderType | null,
) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const [id, setId] = useState(connection?.id ?? null);
  const [last, setLast] = useState<ConnectionValues | null>(null);

  const store = async (form: ConnectionValues): Promise<string> => {
    const settings = {
      workspace,
      name: form.name.trim(),
      baseUrl: form.baseUrl.trim() || undefined,
      apiKey: form.apiKey.trim() || undefined,
      headers: form.headers.trim() === "" ? undefined : (parseHeaders(form.headers) ?? undefined),
    };
    if (id !== null) {
      await client.connection.update.mutate({ ...settings, id });
      return id;
    }
    const made = await client.connection.create.mutate({ ...settings, provider: provider ?? "" });
    setId(made.id);
    return made.id;
  };

  const save = useMutation({
    mutationFn: async (form: ConnectionValues): Promise<TestResult> => {
      setLast(form);
      const stored = await store(form);
      await queryClient.invalidateQueries(trpc.connection.pathFilter());
      try {
        return await client.connection.test.mutate({ workspace, id: stored });
      } catch (error) {
        return { error };
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
