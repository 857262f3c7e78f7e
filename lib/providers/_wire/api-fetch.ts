import type { OutboundFetch, OutboundLimits } from "@/lib/net/outbound";
import type { ServiceDefinition } from "@/lib/providers/_contract/definition";
import type { Connection, ProviderPorts } from "@/lib/providers/_contract/runtime";
import { describeNetwork, describeReply, type Reply, type Subject } from "./failures";
import type { Timeouts } from "./timeouts";

const ERROR_BODY_CHARS = 4000;

/** One connection, and all that is needed to call it. */
export interface Wire {
  readonly provider: ServiceDefinition;
  readonly connection: Connection;
  readonly ports: ProviderPorts;
  readonly timeouts: Timeouts;
  /** Says a refusal as most services would, for one that has its own way. */
  readonly inCommonWords?: (reply: Reply) => Reply;
}

/** What a call over this wire is about; without a model it is about the service alone. */
export function subjectOf({ provider, connection }: Wire, model = ""): Subject {
  return { host: hostOf(connection.baseUrl), model, pages: provider.service.pages };
}

/** Whether a request goes where the connection leads: services also name addresses that are not theirs alone. */
function isOwn(input: string | URL | Request, baseUrl: string): boolean {
  const url = input instanceof Request ? input.url : String(input);
  if (!URL.canParse(url) || !URL.canParse(baseUrl)) return false;
  return new URL(url).origin === new URL(baseUrl).origin;
}

/** The host of a connection, for messages; the rest of an address may hold secrets. */
export function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).hostname : baseUrl.slice(0, 100);
}

/** Characters; shorter values of headers are none, and would mask whole words. */
const SHORTEST_SECRET = 6;

/** What must stand in no message about a connection. */
export function secretsOf({ apiKey, headers = {} }: Connection): string[] {
  const values = Object.values(headers).filter((value) => value.length >= SHORTEST_SECRET);
  return apiKey ? [apiKey, ...values] : values;
}

export function endpoint(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, "")}/${path}`;
}

/**
 * A fetch for one connection: it alone knows the key and the connection's own headers, and puts them on each request to the connection's own origin, as the
 * provider's definition says, and on no other; it turns every answer that isn't a success into an AppError. `limits` caps each call; the wait for a connection is the
 * wire's.
 */
export function apiFetch(
  { provider, connection, ports: { fetch }, timeouts, inCommonWords }: Wire,
  { subject, limits }: { subject: Subject; limits: OutboundLimits },
): OutboundFetch {
  const { baseUrl, apiKey, headers: own = {} } = connection;
  const { keyHeader, headers: always = {} } = provider.service;
  const capped = { connectTimeoutMs: timeouts.connectMs, ...limits };
  return async (input, init = {}) => {
    const headers = new Headers(init.headers);
    // A library between may have put a key of its own there, which it took from the environment.
    for (const name of ["authorization", keyHeader]) headers.delete(name);
    for (const [name, value] of Object.entries(always)) headers.set(name, value);
    if (isOwn(input, baseUrl)) {
      for (const [name, value] of Object.entries(own)) headers.set(name, value);
      if (apiKey !== null && apiKey !== "") {
        headers.set(keyHeader, keyHeader === "authorization" ? `Bearer ${apiKey}` : apiKey);
      }
    }
    const response = await fetch(input, { ...init, ...capped, headers }).catch((error: unknown) => {
      init.signal?.throwIfAborted();
      throw describeNetwork(error, subject);
    });
    if (response.ok) return response;
    const text = (await response.text().catch(() => "")).slice(0, ERROR_BODY_CHARS);
    const reply = { status: response.status, headers: response.headers, text };
    throw describeReply(inCommonWords?.(reply) ?? reply, subject, secretsOf(connection));
  };
}
