import "server-only";
import type { z } from "zod/mini";
import { noAnswer, reconnect, refused, unreadablePlace } from "@/lib/connectors/_contract/failures";
import type { ConnectorCall } from "@/lib/connectors/_contract/runtime";
import type { jsonList } from "./definition";
import { listIn, nextPage, saysMore, type NextPage } from "./list";
import type { JsonObject } from "@/lib/connectors/_contract/values";

export type ListCredentials = z.infer<typeof jsonList.credentials>;
export type ListScope = z.infer<typeof jsonList.scope>;
export type ListCall = ConnectorCall<ListCredentials>;

const LARGEST_PAGE = 20 * 2 ** 20;

export const originOf = ({ address }: ListCredentials): string => new URL(address).origin;

/** One GET of an address on the service's own host; every status is the caller's to judge. */
export async function ask(call: ListCall, url: URL): Promise<Response> {
  call.signal.throwIfAborted();
  const { header = "authorization", secret } = call.credentials;
  return call.fetch(url, {
    headers: { accept: "application/json", ...(secret !== undefined && { [header]: secret }) },
    redirect: "manual",
    signal: call.signal,
    maxBytes: LARGEST_PAGE,
  });
}

export interface ListPage {
  readonly records: readonly JsonObject[];
  readonly next: NextPage;
  /** The answer says that there is more than what came so far; `seen` counts with this page. */
  readonly more: boolean;
  readonly sure: boolean;
}

/** A page of the list; null where it isn't clear where the records are. `before` counts the records of the pages before. */
export function readPage(
  call: ListCall,
  answer: { readonly body: unknown; readonly link: string | null },
  { url, before }: { readonly url: URL; readonly before: number },
): ListPage | null {
  const { list, next, page } = call.credentials;
  const found = listIn(answer.body, list);
  if (!found) return null;
  const count = found.records.length;
  return {
    ...found,
    next: nextPage({ ...answer, count }, url, { next, page }),
    more: saysMore(answer.body, before + count),
  };
}

/**
 * Fetches a page. Null where a numbered page beyond the last isn't there. Throws `connector.reconnect` for a refused key, `no-answer` for
 * what is no list, `unreadable-place` for what may not be read.
 */
export async function pageAt(call: ListCall, url: URL, before: number): Promise<ListPage | null> {
  const response = await ask(call, url);
  const { status, headers } = response;
  if (!response.ok) {
    await response.body?.cancel();
    if (status >= 500) throw noAnswer(url.hostname, `HTTP ${String(status)}`);
    if (status === 401) throw reconnect("rejected", new Error("HTTP 401"));
    if (status === 403) throw unreadablePlace("forbidden", { place: placeName(url) });
    if (status === 404 && before > 0 && call.credentials.next === undefined) return null;
    if (status === 404 || status === 410)
      throw unreadablePlace("missing", { place: placeName(url) });
    throw refused(url.hostname, status, "list");
  }
  const body = parsed(await response.text());
  const page = readPage(call, { body, link: headers.get("link") }, { url, before });
  if (!page) throw noAnswer(url.hostname, "no list in the answer");
  return page;
}

/** Without what was asked for, which may be long. */
const placeName = (url: URL): string => url.origin + url.pathname;

/** Undefined where it is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
