import { enterRoute } from "@/lib/auth/enter-route";
import { errorResponse } from "@/lib/auth/error-response";
import { isAppError } from "@/lib/errors/app-error";
import {
  finishSourceSignIn,
  finishSourceSignInInput,
} from "@/lib/services/source-connection/finish-sign-in";
import { slugOfState } from "@/lib/services/source-connection/sign-in-state";
import { log } from "@/lib/telemetry/log";

export const dynamic = "force-dynamic";

interface RouteContext {
  params: Promise<{ type: string }>;
}

/**
 * Where a service sends the browser back to after somebody signed in there for a connection. Only the person who began it, still
 * signed in here, can end it. Ends on the connections page, with what came of it.
 */
export async function GET(request: Request, { params }: RouteContext): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const state = query.get("state") ?? "";
  try {
    const { type } = await params;
    const ctx = await enterRoute(request, slugOfState(state), "connections.manage");
    const { slug } = ctx.workspace;
    try {
      const input = finishSourceSignInInput.parse({
        type,
        state,
        code: query.get("code"),
        error: query.get("error"),
      });
      const { id } = await finishSourceSignIn({ ctx, input });
      return backTo(slug, { signedIn: id });
    } catch (error) {
      if (!isAppError(error)) throw error;
      log().warn({ err: error }, "signing in at a source failed");
      const { reason } = error.params;
      return backTo(slug, { signInFailed: typeof reason === "string" ? reason : "other" });
    }
  } catch (error) {
    // A person is looking: they come back signed out, or to another name of this machine than the one they began at.
    if (isAppError(error) && error.kind === "unauthenticated") {
      const next = pathTo(slugOfState(state), { signInFailed: "session" });
      return goTo(`/sign-in?${new URLSearchParams({ next }).toString()}`);
    }
    return errorResponse(error);
  }
}

function backTo(slug: string, outcome: Record<string, string>): Response {
  return goTo(pathTo(slug, outcome));
}

function pathTo(slug: string, outcome: Record<string, string>): string {
  return `/${encodeURIComponent(slug)}/connections?${new URLSearchParams(outcome).toString()}`;
}

/** The address that is left holds a code: it is neither kept nor told to the next page. */
function goTo(location: string): Response {
  return new Response(null, {
    status: 303,
    headers: {
      location,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    },
  });
}
