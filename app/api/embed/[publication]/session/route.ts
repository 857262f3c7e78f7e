import { openRoute, preflight } from "@/app/api/embed/visitor-route";
import { jsonBody } from "@/app/api/json-body";
import { sessionRequest, startSession } from "@/lib/services/visitor/start-session";

export const dynamic = "force-dynamic";

/** Lets a visitor in, or on. */
export const POST = openRoute(async ({ request, params, services, caller }) => {
  const asked = await jsonBody(request, sessionRequest);
  const input = { ...asked, publicationId: params.publication };
  return Response.json(await startSession({ ctx: services, input, caller }));
});
export const OPTIONS = preflight;
