import type { ServiceContext, VisitorContext } from "@/lib/services/context";
import { getServices } from "@/lib/services/runtime";
import { allowedOrigin } from "@/lib/services/visitor/allowed-origin";
import type { Caller } from "@/lib/services/visitor/caller";
import { enterVisitor } from "@/lib/services/visitor/enter";
import { refusedWith } from "@/lib/services/visitor/problem";
import { callerOf } from "./caller";

interface RouteContext<Params> {
  params: Promise<Params & { publication: string }>;
}
interface Visit<Params> {
  request: Request;
  params: Params & { publication: string };
}

/** What browsers let a page send and read. */
const CORS = {
  "Access-Control-Allow-Methods": "GET, POST, DELETE",
  "Access-Control-Allow-Headers": "authorization, content-type, last-event-id",
  "Access-Control-Expose-Headers":
    "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After",
  "Access-Control-Max-Age": "600",
} as const;

/** A route for visitors with a good token. */
export function visitorRoute<Params = object>(
  handle: (visit: Visit<Params> & { ctx: VisitorContext; caller: Caller }) => Promise<Response>,
) {
  return openRoute<Params>(async ({ services, caller, request, params }) => {
    const token = /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
    const entry = { publicationId: params.publication, token };
    const ctx = await enterVisitor(services, entry, caller);
    return handle({ request, params, caller, ctx });
  });
}

/**
 * A route for whoever asks. Its answers can be read from the sites of the widget alone; a refusal, which holds nothing but
 * its reason, from everywhere, so that a page that may not have the chat can tell this from a server out of reach.
 */
export function openRoute<Params = object>(
  handle: (
    visit: Visit<Params> & { services: ServiceContext; caller: Caller },
  ) => Promise<Response>,
) {
  return async (request: Request, { params: pending }: RouteContext<Params>): Promise<Response> => {
    const params = await pending;
    const response = await answer(request, params, handle);
    response.headers.append("Vary", "Origin");
    if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
    return response;
  };
}

async function answer<Params>(
  request: Request,
  params: Params & { publication: string },
  handle: Parameters<typeof openRoute<Params>>[0],
): Promise<Response> {
  let origin: string | null = null;
  try {
    const services = await getServices();
    const caller = callerOf(request);
    origin = await allowedOrigin(services, params.publication, caller.origin);
    return withCors(await handle({ request, params, services, caller }), origin);
  } catch (error) {
    const { status, problem } = refusedWith(error);
    const wait = problem.retryAfterMs;
    const headers =
      wait === undefined ? undefined : { "Retry-After": String(Math.ceil(wait / 1000)) };
    return withCors(Response.json(problem, { status, ...(headers && { headers }) }), origin ?? "*");
  }
}

function withCors(response: Response, origin: string | null): Response {
  if (origin === null) return response;
  response.headers.set("Access-Control-Allow-Origin", origin);
  for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
  return response;
}

/**
 * Answers a browser that asks first whether it may send: it may, from anywhere, as programs may, without a cookie. Whether
 * the page gets more than a refusal is decided with the call.
 */
export const preflight = (): Response => withCors(new Response(null, { status: 204 }), "*");
