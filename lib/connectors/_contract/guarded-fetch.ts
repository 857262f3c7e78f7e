import type { AppError } from "@/lib/errors/app-error";
import type { Outbound, OutboundFetch } from "@/lib/net/outbound";
import { parseRetryAfter } from "@/lib/net/retry-after";
import type { ConnectorCall } from "./runtime";
import { foreignHost, throttled } from "./failures";

/** One for each service and tenant, shared by all workers. */
export interface Gate {
  /** Milliseconds that the service asked to be left alone for; 0 when it may be called. */
  wait(): Promise<number>;
  /** Keeps everybody out for a while, and resolves once they are. */
  pause(ms: number): Promise<void>;
}

/** How a connector reaches its service: the part of a `ConnectorCall` that is the network. */
export interface GuardedNetwork {
  readonly fetch: OutboundFetch;
  readonly connect: ConnectorCall["connect"];
  readonly slowDown: (host: string, afterMs: number | null) => Promise<AppError>;
}

export interface GuardedNetworkOptions {
  readonly outbound: Pick<Outbound, "fetch" | "connect">;
  /** Origins that may get an `authorization` header. */
  readonly origins: readonly string[];
  readonly gate: Gate;
  readonly signal: AbortSignal;
}

/**
 * `fetch`, `connect` and `slowDown` of a connector's call (see `ConnectorCall`): a token goes to the service itself only, and a service
 * that asks to be left alone is left alone by everybody.
 */
export function guardedNetwork({
  outbound,
  origins,
  gate,
  signal,
}: GuardedNetworkOptions): GuardedNetwork {
  const known = new Set(origins.map((origin) => new URL(origin).origin));
  const slowDown: GuardedNetwork["slowDown"] = async (host, afterMs) => {
    const failure = throttled(host, afterMs);
    await gate.pause(failure.retryAfterMs ?? 0);
    return failure;
  };
  const open = async (host: string) => {
    const wait = await gate.wait();
    if (wait > 0) throw throttled(host, wait);
  };
  const guarded: OutboundFetch = async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init.headers ?? (input instanceof Request ? input.headers : {}));
    if (headers.has("authorization") && !known.has(url.origin)) throw foreignHost(url.hostname);
    await open(url.hostname);
    const response = await outbound.fetch(input, { signal, ...init });
    if (response.status !== 429 && response.status !== 503) return response;
    await response.body?.cancel();
    throw await slowDown(url.hostname, parseRetryAfter(response.headers.get("retry-after")));
  };
  const connect: GuardedNetwork["connect"] = async (target) => {
    await open(target.host);
    return outbound.connect(target, { signal });
  };
  return { fetch: guarded, connect, slowDown };
}

/** A gate in memory, for one process: tests, and the single call of a test of credentials. */
export function openGate(now: () => number = Date.now): Gate {
  let until = 0;
  return {
    wait: () => Promise.resolve(Math.max(0, until - now())),
    pause(ms) {
      until = Math.max(until, now() + ms);
      return Promise.resolve();
    },
  };
}
