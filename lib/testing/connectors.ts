import { guardedNetwork, openGate } from "@/lib/connectors/_contract/guarded-fetch";
import type { ConnectorCall, ConnectorRuntime, Tokens } from "@/lib/connectors/_contract/runtime";
import { createOutbound } from "@/lib/net/outbound";

const outbound = createOutbound().allowing(() => true);

/**
 * A call outside the engine, which may reach loopback: what tests of a connector give it. Tokens live as long as the call does;
 * `stored` are those that somebody signed in for.
 */
export function connectorCall<Credentials>(
  runtime: Pick<ConnectorRuntime<Credentials>, "origins" | "renew">,
  credentials: Credentials,
  {
    signal = new AbortController().signal,
    stored = null,
  }: { signal?: AbortSignal | undefined; stored?: Tokens | null } = {},
): ConnectorCall<Credentials> {
  const origins = runtime.origins(credentials);
  const call = {
    credentials,
    ...guardedNetwork({ outbound, origins, gate: openGate(), signal }),
    signal,
  };
  let tokens = stored;
  const accessToken = async (refused?: string) => {
    if (tokens && tokens.accessToken !== refused && tokens.expiresAt > Date.now()) {
      return tokens.accessToken;
    }
    if (!runtime.renew) throw new Error("This connection has no tokens.");
    tokens = { ...tokens, ...(await runtime.renew(call, tokens)) };
    return tokens.accessToken;
  };
  return { ...call, accessToken };
}
