import { apiProblemOf } from "@/lib/services/api-key/problem";
import { enterProgram, type ProgramContext } from "@/lib/services/api-key/enter";
import { getServices } from "@/lib/services/runtime";

/** A route for programs with an API key of a publication. */
export function programRoute(
  channel: "api" | "mcp",
  handle: (call: { request: Request; ctx: ProgramContext }) => Promise<Response>,
) {
  return async (request: Request): Promise<Response> => {
    try {
      const authorization = request.headers.get("authorization");
      const ctx = await enterProgram(await getServices(), { authorization, channel });
      const response = await handle({ request, ctx });
      if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
      return response;
    } catch (error) {
      const { status, problem, retryAfterMs } = apiProblemOf(error);
      const headers = new Headers();
      if (retryAfterMs !== undefined) {
        headers.set("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
      }
      if (status === 401) headers.set("WWW-Authenticate", "Bearer");
      return Response.json(problem, { status, headers });
    }
  };
}
