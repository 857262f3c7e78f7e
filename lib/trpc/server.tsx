import "server-only";
import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { cache, type ReactNode } from "react";
import { currentSession } from "@/lib/auth/session";
import { getServices } from "@/lib/services/runtime";
import { appRouter, createCaller } from "./app-router";
import type { TrpcContext } from "./init";
import { makeQueryClient } from "./query-client";

const createContext = cache(async (): Promise<TrpcContext> => {
  const [services, session] = await Promise.all([getServices(), currentSession()]);
  return { services, session };
});

/** The query cache of the page being rendered. */
export const getQueryClient = cache(makeQueryClient);

/** `trpc.workflow.list.queryOptions({ workspace })` in server components; for `prefetch` below. */
export const trpc = createTRPCOptionsProxy({
  ctx: createContext,
  router: appRouter,
  queryClient: getQueryClient,
});

/** Calls procedures directly: `(await api()).workspace.get({ workspace })`. */
export async function api() {
  return createCaller(await createContext());
}

/** Starts a query on the server; the browser finds its data in the page. Not awaited: the data streams. */
export function prefetch(
  options: Parameters<ReturnType<typeof getQueryClient>["prefetchQuery"]>[0],
) {
  void getQueryClient().prefetchQuery(options);
}

/** Hands the prefetched queries to the client components below it. */
export function HydrateClient({ children }: { children: ReactNode }) {
  return <HydrationBoundary state={dehydrate(getQueryClient())}>{children}</HydrationBoundary>;
}
