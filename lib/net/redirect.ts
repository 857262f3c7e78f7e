import { blocked } from "./target";

/** One request of a chain; `body` is what fetch takes. */
export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: BodyInit | null;
}

const redirects = new Set([301, 302, 303, 307, 308]);

/** Sent to the origin they were meant for and nowhere else. */
const credentials = ["authorization", "cookie", "proxy-authorization", "x-api-key", "api-key"];
const aboutTheBody = [
  "content-type",
  "content-length",
  "content-encoding",
  "content-language",
  "content-location",
];

export function isRedirect(response: {
  readonly status: number;
  readonly headers: Headers;
}): boolean {
  return redirects.has(response.status) && response.headers.has("location");
}

/**
 * The next request after a redirect, by the rules of fetch: 303 (and 301/302 of a POST) become GET without a body,
 * 307/308 repeat the request. Credentials are dropped when the origin changes. Throws `outbound.blocked` for a
 * location that is no URL; where it leads is judged like any other target.
 */
export function nextHop(hop: Hop, status: number, location: string): Hop {
  const url = URL.canParse(location, hop.url) ? new URL(location, hop.url) : null;
  if (!url) throw blocked(hop.url.hostname, "scheme");
  const headers = new Headers(hop.headers);
  if (url.origin !== hop.url.origin)
    credentials.forEach((name) => {
      headers.delete(name);
    });
  const becomesGet =
    (status === 303 && hop.method !== "HEAD") || (status < 303 && hop.method === "POST");
  if (!becomesGet) return { ...hop, url, headers };
  aboutTheBody.forEach((name) => {
    headers.delete(name);
  });
  return { url, method: "GET", headers, body: null };
}
