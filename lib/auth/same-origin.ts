import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { errorResponse } from "./error-response";

/**
 * Whether a request comes from our own pages. Browsers send Sec-Fetch-Site or Origin with every request that can
 * change something; a request with neither comes from no browser and so carries no cookie that was stolen by one.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = request.headers.get("origin");
  if (origin === null) return true;
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** Wraps a handler that changes something: other sites get 403 before anything is read. */
export function sameOriginOnly<Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Promise<Response>,
) {
  return async (request: Request, ...rest: Rest): Promise<Response> => {
    if (isSameOrigin(request)) return handler(request, ...rest);
    return errorResponse(new AppError("request.cross-site", "forbidden"));
  };
}
