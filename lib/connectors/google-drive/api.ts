import "server-only";
import { z } from "zod/mini";
import { noAnswer, reconnect, refused, unreadablePlace } from "@/lib/connectors/_contract/failures";
import { inForm } from "@/lib/connectors/_contract/in-form";
import type { ConnectorCall } from "@/lib/connectors/_contract/runtime";
import type { OutboundLimits } from "@/lib/net/outbound";
import { apiOf, type DriveCredentials } from "./sign-in";

export type DriveCall = ConnectorCall<DriveCredentials>;

/** What Google said no with; `reason` is its own word, such as `notFound`. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

export type Asked = { readonly response: Response } | { readonly refusal: Refusal };
export type Got = { readonly body: unknown } | { readonly refusal: Refusal };

type Query = Readonly<Record<string, string | null | undefined>>;

/** Drive names its reason in `errors`, newer interfaces such as Docs in `details`. */
const reasoned = z.optional(z.array(z.object({ reason: z.optional(z.string()) })));
const errorBody = z.object({ error: z.object({ errors: reasoned, details: reasoned }) });

/** Google says that it was called too often in two ways; the network's gate only knows the other one. */
const THROTTLED = ["rateLimitExceeded", "userRateLimitExceeded", "sharingRateLimitExceeded"];

export interface Ask extends OutboundLimits {
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: that of the call. */
  readonly token?: (refused?: string) => Promise<string>;
  /** Sent by POST. */
  readonly json?: unknown;
  /** Default: where Drive is. */
  readonly base?: string;
}

/**
 * One call, a GET unless there is something to send, `path` from the origin on. After a 401 once more with a newer token. Throws `connector.no-answer` for 5xx and
 * `connector.throttled`; other refusals are the caller's to judge.
 */
export async function ask(call: DriveCall, path: string, more: Ask = {}): Promise<Asked> {
  const {
    query = {},
    headers = {},
    token = (refused) => call.accessToken(refused),
    base,
    json,
    ...limits
  } = more;
  const sent = json === undefined ? {} : { method: "POST", body: JSON.stringify(json) };
  call.signal.throwIfAborted();
  const url = new URL(path, base ?? apiOf(call.credentials));
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) url.searchParams.set(key, value);
  }
  const send = (used: string) =>
    call.fetch(url, {
      ...sent,
      headers: {
        accept: "application/json",
        ...(json !== undefined && { "content-type": "application/json" }),
        ...headers,
        authorization: `Bearer ${used}`,
      },
      redirect: "manual",
      signal: call.signal,
      ...limits,
    });
  const first = await token();
  let response = await send(first);
  if (response.status === 401) {
    await response.body?.cancel();
    response = await send(await token(first));
  }
  if (response.ok) return { response };
  const text = await response.text();
  if (response.status === 401) throw reconnect("revoked", new Error("revoked"));
  if (response.status >= 500) throw noAnswer(url.hostname, `HTTP ${String(response.status)}`);
  const reason = reasonIn(text);
  if (THROTTLED.includes(reason)) throw await call.slowDown(url.hostname, null);
  return { refusal: { status: response.status, reason } };
}

/** The same for JSON. Throws `connector.no-answer` for what is none. */
export async function get(call: DriveCall, path: string, more: Ask = {}): Promise<Got> {
  const asked = await ask(call, path, more);
  if ("refusal" in asked) return asked;
  const text = await asked.response.text();
  if (asked.response.status === 204) return { body: {} };
  try {
    return { body: JSON.parse(text) as unknown };
  } catch {
    throw noAnswer(hostOf(call), "200 without JSON");
  }
}

function reasonIn(text: string): string {
  try {
    const { errors = [], details = [] } = errorBody.parse(JSON.parse(text)).error;
    return [...details, ...errors].find(({ reason }) => reason)?.reason ?? "";
  } catch {
    return "";
  }
}

export const hostOf = ({ credentials }: DriveCall) => new URL(apiOf(credentials)).hostname;

/** The body in the form that is expected. Throws `connector.no-answer` where it has another. */
export function parsed<Schema extends z.ZodMiniType>(
  call: DriveCall,
  schema: Schema,
  body: unknown,
): z.infer<Schema> {
  return inForm(hostOf(call), schema, body);
}

/** What a refusal says of a drive or folder. */
export function placeRefused(call: DriveCall, place: string, { status, reason }: Refusal) {
  if (status === 404) return unreadablePlace("missing", { place });
  if (status === 403) return unreadablePlace("forbidden", { place });
  return refused(hostOf(call), status, reason);
}
