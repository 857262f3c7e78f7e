import "server-only";
import type { z } from "zod/mini";
import { noAnswer, reconnect } from "@/lib/connectors/_contract/failures";
import type { ConnectorCall } from "@/lib/connectors/_contract/runtime";
import type { OutboundLimits } from "@/lib/net/outbound";
import type { Site } from "./address";
import type { web } from "./definition";
import { AGENT, readRobots, type Robots } from "./robots";

export type WebCredentials = z.infer<typeof web.credentials>;
export type WebScope = z.infer<typeof web.scope>;
export type WebCall = ConnectorCall<WebCredentials>;

/** Larger pages are not read; documents may be. */
export const LARGEST_PAGE = 5 * 2 ** 20;
const LARGEST_ROBOTS = 500 * 1024;
const MOST_HOPS = 5;

export const originOf = ({ address }: WebCredentials): string => new URL(address).origin;

export const siteOf = (credentials: WebCredentials, { path }: WebScope): Site => ({
  origin: originOf(credentials),
  path,
});

/** Where a crawl starts: at the address that was entered, or where the picked part begins. */
export function startOf({ address }: WebCredentials, { origin, path }: Site): URL {
  const entered = new URL(address);
  return entered.pathname.startsWith(path) ? entered : new URL(path, origin);
}

/**
 * One GET on the site; redirects are the caller's to judge. Throws `connector.no-answer` for 5xx, and `connector.reconnect` where the
 * site asks for another name and password.
 */
export async function ask(call: WebCall, url: URL, limits: OutboundLimits = {}): Promise<Response> {
  call.signal.throwIfAborted();
  const { user, password } = call.credentials;
  const basic = Buffer.from(`${user ?? ""}:${password ?? ""}`).toString("base64");
  const response = await call.fetch(url, {
    headers: {
      accept: "text/html,application/xhtml+xml,*/*;q=0.8",
      "user-agent": `Mozilla/5.0 (compatible; ${AGENT}/1.0)`,
      ...(user !== undefined && { authorization: `Basic ${basic}` }),
    },
    redirect: "manual",
    signal: call.signal,
    maxBytes: LARGEST_PAGE,
    ...limits,
  });
  if (response.status < 500 && response.status !== 401) return response;
  await response.body?.cancel();
  if (response.status === 401) throw reconnect("rejected", new Error("password"));
  throw noAnswer(url.hostname, `HTTP ${String(response.status)}`);
}

/** Where a response leads; null where it doesn't. */
export function targetOf(response: Response, from: URL): URL | null {
  const location = response.headers.get("location");
  const leads = response.status >= 300 && response.status < 400 && location !== null;
  return leads && URL.canParse(location, from) ? new URL(location, from) : null;
}

/** The same, going along with redirects on the site. What leads elsewhere is answered as it is. */
export async function follow(
  call: WebCall,
  start: URL,
  limits: OutboundLimits = {},
): Promise<Response> {
  let url = start;
  for (let hop = 0; ; hop++) {
    const response = await ask(call, url, limits);
    const target = targetOf(response, url);
    if (target?.origin !== originOf(call.credentials) || hop === MOST_HOPS) return response;
    await response.body?.cancel();
    url = target;
  }
}

/** The text of a file that a site may have; null where it has none. */
export async function textAt(call: WebCall, url: URL, maxBytes: number): Promise<string | null> {
  const response = await follow(call, url, { maxBytes });
  if (response.ok) return response.text();
  await response.body?.cancel();
  return null;
}

/** What the site lets us read; everything where it says nothing. */
export async function robotsOf(call: WebCall): Promise<Robots> {
  const url = new URL("/robots.txt", originOf(call.credentials));
  return readRobots((await textAt(call, url, LARGEST_ROBOTS)) ?? "");
}
