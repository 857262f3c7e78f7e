import { clientIp } from "@/lib/auth/client-ip";
import { isSameOrigin } from "@/lib/auth/same-origin";
import { sessionOfRequest } from "@/lib/auth/session";
import type { Caller } from "@/lib/services/visitor/caller";

/** Where a request comes from, as its browser says. */
export function callerOf(request: Request): Caller {
  const ownPage = isSameOrigin(request);
  return {
    origin: request.headers.get("origin") ?? ownOrigin(request),
    ownPage,
    ip: clientIp(request.headers),
    session: () => sessionOfRequest(request),
  };
}

/** Browsers leave Origin out when a page reads from its own server, and say so in Sec-Fetch-Site, which no page can set. */
function ownOrigin(request: Request): string | null {
  if (request.headers.get("sec-fetch-site") !== "same-origin") return null;
  const { headers } = request;
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  const scheme = headers.get("x-forwarded-proto") ?? new URL(request.url).protocol.slice(0, -1);
  const origin = `${scheme}://${host ?? ""}`;
  return URL.canParse(origin) ? new URL(origin).origin : null;
}
