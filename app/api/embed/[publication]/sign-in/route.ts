import { openRoute, preflight } from "@/app/api/embed/visitor-route";
import { jsonBody } from "@/app/api/json-body";
import { askSignIn, signInRequest } from "@/lib/services/visitor/ask-sign-in";

export const dynamic = "force-dynamic";

/** Has a link mailed to somebody who was invited; the same answer for who was not. */
export const POST = openRoute(async ({ request, params, services, caller }) => {
  const asked = await jsonBody(request, signInRequest);
  await askSignIn({
    ctx: services,
    input: { ...asked, publicationId: params.publication },
    caller,
  });
  return new Response(null, { status: 204 });
});
export const OPTIONS = preflight;
