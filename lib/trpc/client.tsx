"use client";

import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import {
  createTRPCClient,
  httpBatchStreamLink,
  httpSubscriptionLink,
  splitLink,
} from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { useState, type ReactNode } from "react";
import superjson from "superjson";
import type { AppRouter, RouterInputs, RouterOutputs } from "./app-router";
import { makeQueryClient } from "./query-client";

const context = createTRPCContext<AppRouter>();
const { TRPCProvider: BoundProvider } = context;

/** `useTRPC()` gives `queryOptions`, `mutationOptions` and `subscriptionOptions` of every procedure. */
export const useTRPC = context.useTRPC;
/** For calls outside the query cache, e.g. saving while the page closes. */
export const useTRPCClient = context.useTRPCClient;

export type { RouterInputs, RouterOutputs };

const ENDPOINT = "/api/trpc";

let browserQueryClient: QueryClient | undefined;

/** One cache for the life of the page; on the server one for each render, so that nothing leaks between people. */
function getQueryClient(): QueryClient {
  if (typeof window === "undefined") return makeQueryClient();
  browserQueryClient ??= makeQueryClient();
  return browserQueryClient;
}

function makeTrpcClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: httpSubscriptionLink({ url: ENDPOINT, transformer: superjson }),
        false: httpBatchStreamLink({ url: ENDPOINT, transformer: superjson }),
      }),
    ],
  });
}

/** Gives the components below it the API and its cache. */
export function TRPCProvider({ children }: { children: ReactNode }) {
  const queryClient = getQueryClient();
  const [trpcClient] = useState(makeTrpcClient);
  return (
    <QueryClientProvider client={queryClient}>
      <BoundProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </BoundProvider>
    </QueryClientProvider>
  );
}
