import type { OutboundFetch, OutboundLimits } from "@/lib/net/outbound";
import type { Connection, ProviderPorts } from "@/lib/providers/_contract/runtime";
import { describeNetwork, describeReply, type Subject } from "./failures";

const ERROR_BODY_CHARS = 4000;

/** The host of a connection, for messages; the rest of an address may hold secrets. */
export function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).hostname : baseUrl.slice(0, 100);
}

export function endpoint(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, "")}/${path}`;
}

/**
 * A fetch for one connection: it alone knows the key and puts it on each request, and it turns every answer that
 * isn't a success into an AppError. `limits` caps each call.
 */
export function apiFetch(
  { apiKey }: Connection,
  { fetch }: ProviderPorts,
  { subject, limits }: { subject: Subject; limits: OutboundLimits },
): OutboundFetch {
  return async (input, init = {}) => {
    const headers = new Headers(init.headers);
    headers.delete("authorization");
    if (apiKey !== null && apiKey !== "") headers.set("authorization", `Bearer ${apiKey}`);
    const response = await fetch(input, { ...init, ...limits, headers }).catch((error: unknown) => {
      init.signal?.throwIfAborted();
      throw describeNetwork(error, subject);
    });
    if (response.ok) return response;
    const text = await response.text().catch(() => "");
    const { status, headers: replied } = response;
    throw describeReply(
      { status, headers: replied, text: text.slice(0, ERROR_BODY_CHARS) },
      subject,
      apiKey,
    );
  };
}
