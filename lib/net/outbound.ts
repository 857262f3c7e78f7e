import "server-only";
import { fetch as undiciFetch, type Dispatcher } from "undici";
import { env } from "@/lib/config/env";
import { AppError } from "@/lib/errors/app-error";
import { allowedBy, type AllowedHost, type IsAllowed } from "./allow-list";
import { limitBody, startDeadline, type Deadline } from "./body";
import { describeFailure, tooLarge } from "./failures";
import { GuardedDispatcher, GuardedPool, type Lookup } from "./guarded-agent";
import { guardedConnect, type OutboundConnect } from "./guarded-socket";
import { isRedirect, nextHop, type Hop } from "./redirect";
import { checkTarget, type Policy } from "./target";

/** Caps of one call, next to what fetch takes. */
export interface OutboundLimits {
  /** Most bytes of the answer after decompression; default 64 MiB. A stream is counted as it passes. */
  readonly maxBytes?: number;
  /** Wall time from the call to the last byte of the answer; default 2 minutes. */
  readonly timeoutMs?: number;
  /** Time for DNS, TCP and TLS of one connection; default 10 s. Use few distinct values: each has its own pool. */
  readonly connectTimeoutMs?: number;
  /** Hears of every piece of the answer as it passes. */
  readonly onPiece?: () => void;
}

/**
 * `fetch`, guarded. `redirect` may be "manual" to get the redirect itself; otherwise at most 5 are followed, each
 * judged anew. Aborting the signal closes the connection, also in the middle of an answer. Every failure but the
 * caller's own abort is an AppError: `outbound.blocked`, `outbound.timeout`, `outbound.too-large`,
 * `outbound.too-many-redirects` or `outbound.unreachable`; those in the middle of an answer come from its body.
 */
export type OutboundFetch = (
  input: string | URL | Request,
  init?: RequestInit & OutboundLimits,
) => Promise<Response>;

export interface Outbound {
  readonly fetch: OutboundFetch;
  /** For services that don't speak HTTP. */
  readonly connect: OutboundConnect;
  /** For libraries that take an undici dispatcher: guards the connections, but neither redirects nor sizes. */
  readonly dispatcher: Dispatcher;
  /** The same connections with more hosts opened, such as the allow-list an administrator keeps in the database. */
  allowing(isAllowed: IsAllowed): Outbound;
  /** Drops every connection; for tests and shutdown. */
  close(): Promise<void>;
}

export interface OutboundOptions {
  readonly allowHosts?: readonly AllowedHost[];
  /** Ports that public hosts may be called on; default 80, 443, 8080 and 8443. */
  readonly publicPorts?: readonly number[];
  /** Replaces DNS; the guard still judges every answer. */
  readonly lookup?: Lookup;
}

const MAX_REDIRECTS = 5;
const DEFAULTS = {
  maxBytes: 64 * 2 ** 20,
  timeoutMs: 120_000,
  connectTimeoutMs: 10_000,
  onPiece: () => undefined,
};

/** A guarded client with its own connections. */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const { allowHosts = [], publicPorts = [80, 443, 8080, 8443], lookup } = options;
  return outboundOver({
    pool: new GuardedPool(lookup),
    isAllowed: allowedBy(allowHosts),
    publicPorts: new Set(publicPorts),
  });
}

let shared: Outbound | undefined;

/** The client of this process, with the hosts that its environment opens (GROUNDWORK_ALLOW_HOSTS). */
export function outbound(): Outbound {
  shared ??= createOutbound({ allowHosts: env().allowHosts });
  return shared;
}

interface Guard extends Policy {
  readonly pool: GuardedPool;
}

function outboundOver(guard: Guard): Outbound {
  const { pool, isAllowed } = guard;
  return {
    fetch: (input, init = {}) => guardedFetch(guard, input, init),
    connect: (target, connecting) => guardedConnect(guard, target, connecting),
    dispatcher: new GuardedDispatcher(pool, guard, DEFAULTS.connectTimeoutMs),
    allowing: (more) =>
      outboundOver({
        ...guard,
        isAllowed: (host, port) => isAllowed(host, port) || more(host, port),
      }),
    close: () => pool.close(),
  };
}

async function guardedFetch(
  guard: Guard,
  input: string | URL | Request,
  init: RequestInit & OutboundLimits,
): Promise<Response> {
  const limits = { ...DEFAULTS, ...definedLimits(init) };
  const signal = init.signal ?? (input instanceof Request ? input.signal : null);
  signal?.throwIfAborted();
  let hop = firstHop(input, init);
  const deadline = startDeadline(limits.timeoutMs, signal);
  try {
    for (let followed = 0; followed <= MAX_REDIRECTS; followed++) {
      const response = await send(guard, hop, { limits, deadline });
      const location = response.headers.get("location");
      if (init.redirect === "manual" || !isRedirect(response) || location === null) {
        return finish(response, hop, { limits, deadline });
      }
      await response.body?.cancel();
      hop = nextHop(hop, response.status, location);
    }
    throw new AppError("outbound.too-many-redirects", "unavailable", {
      params: { host: hop.url.hostname, max: MAX_REDIRECTS },
    });
  } catch (error) {
    deadline.clear();
    signal?.throwIfAborted();
    throw error;
  }
}

function firstHop(input: string | URL | Request, init: RequestInit): Hop {
  const request = input instanceof Request ? input : null;
  const text = input instanceof Request ? input.url : String(input);
  if (!URL.canParse(text)) {
    throw new AppError("outbound.blocked", "forbidden", {
      params: { host: text.slice(0, 200), reason: "scheme" },
    });
  }
  return {
    url: new URL(text),
    method: (init.method ?? request?.method ?? "GET").toUpperCase(),
    headers: new Headers(init.headers ?? request?.headers),
    body: init.body ?? request?.body ?? null,
  };
}

interface Conditions {
  readonly limits: Required<OutboundLimits>;
  readonly deadline: Deadline;
}

async function send(guard: Guard, hop: Hop, { limits, deadline }: Conditions): Promise<Response> {
  const { host, trusted } = checkTarget(hop.url, guard);
  try {
    const response = await undiciFetch(hop.url, {
      method: hop.method,
      headers: [...hop.headers],
      body: hop.body as never,
      ...(hop.body instanceof ReadableStream ? { duplex: "half" as const } : {}),
      redirect: "manual",
      signal: deadline.signal,
      dispatcher: guard.pool.agent(trusted, limits.connectTimeoutMs),
    });
    // undici's Response is the class Node itself ships as the global one; only the declared types differ.
    return response as unknown as Response;
  } catch (error) {
    throw deadline.timedOut(host) ?? describeFailure(error, host);
  }
}

/** Puts the caps on the body; small answers that declare their length are refused before a byte is read. */
function finish(response: Response, hop: Hop, { limits, deadline }: Conditions): Response {
  const host = hop.url.hostname;
  const declared = Number(response.headers.get("content-length") ?? 0);
  if (declared > limits.maxBytes && hop.method !== "HEAD") {
    void response.body?.cancel().catch(() => undefined);
    throw tooLarge(host, limits.maxBytes);
  }
  if (!response.body) deadline.clear();
  const body = response.body && limitBody(response.body, { host, ...limits, deadline });
  const { status, statusText, headers } = response;
  const limited = new Response(body, { status, statusText, headers: new Headers([...headers]) });
  Object.defineProperty(limited, "url", { value: hop.url.href });
  return limited;
}

function definedLimits(limits: OutboundLimits): OutboundLimits {
  const { maxBytes, timeoutMs, connectTimeoutMs, onPiece } = limits;
  return {
    ...(maxBytes !== undefined && { maxBytes }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(connectTimeoutMs !== undefined && { connectTimeoutMs }),
    ...(onPiece && { onPiece }),
  };
}
