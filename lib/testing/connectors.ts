import { guardedFetch, openGate } from "@/lib/connectors/_contract/guarded-fetch";
import type { ConnectorCall, ConnectorRuntime } from "@/lib/connectors/_contract/runtime";
import { createOutbound } from "@/lib/net/outbound";

const outbound = createOutbound().allowing(() => true);

/** A call outside the engine, which may reach loopback: what tests of a connector give it. */
export function connectorCall<Credentials>(
  runtime: Pick<ConnectorRuntime<Credentials>, "origins">,
  credentials: Credentials,
  { signal = new AbortController().signal }: { signal?: AbortSignal | undefined } = {},
): ConnectorCall<Credentials> {
  const origins = runtime.origins(credentials);
  return {
    credentials,
    fetch: guardedFetch({ fetch: outbound.fetch, origins, gate: openGate(), signal }),
    accessToken: () => Promise.reject(new Error("This connection has no tokens.")),
    signal,
  };
}
