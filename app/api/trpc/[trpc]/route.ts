import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { sameOriginOnly } from "@/lib/auth/same-origin";
import { sessionOfRequest } from "@/lib/auth/session";
import { getServices } from "@/lib/services/runtime";
import { appRouter } from "@/lib/trpc/app-router";

export const dynamic = "force-dynamic";

function handler(request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: async () => ({
      services: await getServices(),
      session: await sessionOfRequest(request),
    }),
  });
}

export const GET = handler;
export const POST = sameOriginOnly(handler);
