import "server-only";
import { z } from "zod/mini";
import { noAnswer, reconnect, refused, unreadablePlace } from "@/lib/connectors/_contract/failures";
import { inForm } from "@/lib/connectors/_contract/in-form";
import type { ConnectorCall } from "@/lib/connectors/_contract/runtime";
import { graphOf, type SharePointCredentials } from "./sign-in";

export type GraphCall = ConnectorCall<SharePointCredentials>;

/** As Microsoft asks apps to say who they are; others are throttled first. */
const USER_AGENT = "NONISV|Groundwork|Groundwork/1.0";

/** What Graph said no with. */
export interface Refusal {
  readonly status: number;
  /** Its own word and the inner one, such as `resyncRequired`. */
  readonly codes: readonly string[];
  /** Where it says to go on, for 410. */
  readonly location: string | null;
}

export type Got = { readonly body: unknown } | { readonly refusal: Refusal };

const errorBody = z.object({
  error: z.object({
    code: z.optional(z.string()),
    innerError: z.optional(z.object({ code: z.optional(z.string()) })),
    innererror: z.optional(z.object({ code: z.optional(z.string()) })),
  }),
});

/** What is sent where it is no GET. */
interface Sent {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly json?: unknown;
}

/**
 * One call of Graph, a GET unless it says otherwise; `path` under /v1.0, or a whole address that Graph gave. After a 401 once more with a newer token. Throws
 * `connector.no-answer` for 5xx and for what is no JSON; other refusals are the caller's to judge.
 */
export async function get(call: GraphCall, path: string, more: Sent = {}): Promise<Got> {
  const address = path.startsWith("/") ? `${graphOf(call.credentials)}/v1.0${path}` : path;
  return exchange(call, address, { token: (refused) => call.accessToken(refused), ...more });
}

/** The same for any address of Microsoft's, with a token for it. */
export async function getJson(
  call: GraphCall,
  address: string,
  token: (refused?: string) => Promise<string>,
): Promise<Got> {
  return exchange(call, address, { token });
}

async function exchange(
  call: GraphCall,
  address: string,
  { token, ...more }: Sent & { readonly token: (refused?: string) => Promise<string> },
): Promise<Got> {
  call.signal.throwIfAborted();
  const host = new URL(address).hostname;
  let used = await token();
  let response = await send(call, address, { token: used, ...more });
  if (response.status === 401) {
    await response.body?.cancel();
    used = await token(used);
    response = await send(call, address, { token: used, ...more });
  }
  const text = await response.text();
  if (response.status === 401) throw reconnect("revoked", new Error("401 with a new token"));
  if (response.status >= 500) throw noAnswer(host, `HTTP ${String(response.status)}`);
  const body = jsonOf(text);
  if (!response.ok) {
    const error = errorBody.safeParse(body).data?.error;
    const codes = [error?.code, error?.innerError?.code, error?.innererror?.code];
    return {
      refusal: {
        status: response.status,
        codes: codes.filter((code) => code !== undefined),
        location: response.headers.get("location"),
      },
    };
  }
  if (response.status === 204) return { body: {} };
  if (body === null) throw noAnswer(host, "200 without JSON");
  return { body };
}

function send(
  call: GraphCall,
  address: string,
  { token, method = "GET", json }: Sent & { token: string },
): Promise<Response> {
  return call.fetch(address, {
    method,
    ...(json !== undefined && { body: JSON.stringify(json) }),
    headers: {
      ...(json !== undefined && { "content-type": "application/json" }),
      authorization: `Bearer ${token}`,
      accept: "application/json",
      "user-agent": USER_AGENT,
    },
    redirect: "manual",
    signal: call.signal,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The body in the form that is expected. Throws `connector.no-answer` where it has another. */
export function parsed<Schema extends z.ZodMiniType>(
  call: GraphCall,
  schema: Schema,
  body: unknown,
): z.infer<Schema> {
  return inForm(new URL(graphOf(call.credentials)).hostname, schema, body);
}

const listBody = z.object({
  value: z.array(z.unknown()),
  "@odata.nextLink": z.optional(z.string()),
});

/** All pages of a list; null where Graph refuses it with one of `unless`. */
export async function getAll<Schema extends z.ZodMiniType>(
  call: GraphCall,
  path: string,
  { item, place }: { item: Schema; place: string },
): Promise<z.infer<Schema>[]> {
  const found: z.infer<Schema>[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = path; next !== undefined;) {
    const got: Got = await get(call, next);
    if ("refusal" in got) throw placeRefused(call, place, got.refusal);
    const page: z.infer<typeof listBody> = parsed(call, listBody, got.body);
    found.push(...page.value.map((value) => parsed(call, item, value)));
    next = page["@odata.nextLink"];
    if (next !== undefined && seen.has(next)) {
      throw noAnswer(new URL(graphOf(call.credentials)).hostname, "the same page twice");
    }
    seen.add(next ?? "");
  }
  return found;
}

/** What a refusal says of a site, library or folder. */
export function placeRefused(call: GraphCall, place: string, { status, codes }: Refusal) {
  if (status === 404 || status === 410) return unreadablePlace("missing", { place });
  if (status === 403) return unreadablePlace("forbidden", { place });
  if (status === 423) return unreadablePlace("locked", { place });
  return refused(new URL(graphOf(call.credentials)).hostname, status, codes.join(" "));
}
