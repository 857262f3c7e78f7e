import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { sameOriginOnly } from "@/lib/auth/same-origin";
import { sessionOfRequest } from "@/lib/auth/session";
import { getServices } from "@/lib/services/runtime";
import { appRouter } from "@/lib/trpc/app-router";
import { joinPieces } from "@/lib/trpc/join-pieces";

export const dynamic = "force-dynamic";

async function handler(request: Request): Promise<Response> {
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: async () => ({
      services: await getServices(),
      session: await sessionOfRequest(request),
    }),
  });
  return joinPieces(response);
}

export const GET = handler;
export const POST = sameOriginOnly(handler);
