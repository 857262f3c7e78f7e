import "server-only";
import { createHash } from "node:crypto";
import type { RemoteItem } from "@/lib/connectors/_contract/runtime";
import { addressIn, placeOf, type Site } from "./address";
import { readPage } from "./page";
import { ask, targetOf, type WebCall } from "./reach";

/** What one look at an address gave. */
export interface Seen {
  /** Null for what is not there, or not for us. */
  readonly item: RemoteItem | null;
  readonly links: readonly URL[];
}

const HTML = /^(?:text\/html|application\/xhtml\+xml)\b/i;
/** Documents with text to give. */
const DOCUMENT =
  /^(?:text\/(?:plain|markdown|csv)|application\/(?:pdf|rtf|msword|epub\+zip|vnd\.(?:ms-|openxmlformats-|oasis\.)[\w.-]+))/i;
const LARGEST_HASHED = 50 * 2 ** 20;

export const isHtml = (type: string | null): boolean => HTML.test(type ?? "");

/**
 * Looks at an address. A page is told apart by what a reader sees of it, a document by what its server calls its version, or by its
 * bytes. Throws what says nothing about the page: no answer, a broken connection.
 */
export async function look(call: WebCall, site: Site, url: URL): Promise<Seen> {
  const response = await ask(call, url, { maxBytes: LARGEST_HASHED });
  const target = targetOf(response, url);
  if (target) {
    await response.body?.cancel();
    const inside = addressIn(site, target.href, url.href);
    return { item: null, links: inside ? [inside] : [] };
  }
  if (!response.ok) {
    await response.body?.cancel();
    return { item: response.status === 403 ? forbidden(site, url) : null, links: [] };
  }
  const type = response.headers.get("content-type");
  if (isHtml(type)) return page(site, url, response);
  if (!DOCUMENT.test(type ?? "")) {
    await response.body?.cancel();
    return { item: null, links: [] };
  }
  const etag = await versionOf(response);
  return { item: itemOf(site, url, { etag, headers: response.headers }), links: [] };
}

async function page(site: Site, url: URL, response: Response): Promise<Seen> {
  const html = await response.text();
  const read = readPage(html, response.headers.get("x-robots-tag"));
  const base = read.base !== null && URL.canParse(read.base, url) ? new URL(read.base, url) : url;
  const links = read.links.flatMap((link) => addressIn(site, link, base.href) ?? []);
  const etag = `text ${read.fingerprint}`;
  return {
    item: read.noIndex ? null : itemOf(site, url, { etag, headers: response.headers, size: null }),
    links: read.noFollow ? [] : links,
  };
}

async function versionOf({ headers, body }: Response): Promise<string> {
  const told = headers.get("etag") ?? headers.get("last-modified");
  if (told !== null) {
    await body?.cancel();
    return told;
  }
  const hash = createHash("sha256");
  for await (const chunk of body ?? []) hash.update(chunk as Uint8Array);
  return `bytes ${hash.digest("hex")}`;
}

/** It is there and can't be read; what there was of it stays. */
function forbidden(site: Site, url: URL): RemoteItem {
  const unreadable = { code: "connector.item-refused", params: { reason: "forbidden" } };
  return { ...itemOf(site, url, { etag: "", headers: new Headers() }), unreadable };
}

export function itemOf(
  site: Site,
  url: URL,
  told: { etag: string; headers: Headers; size?: null },
): RemoteItem {
  const { headers } = told;
  const length = Number(headers.get("content-length") ?? Number.NaN);
  const modified = new Date(headers.get("last-modified") ?? "");
  const isWhole =
    told.size !== null && Number.isInteger(length) && !headers.has("content-encoding");
  return {
    id: url.href,
    kind: "file",
    ...placeOf(site, url),
    etag: told.etag,
    size: isWhole ? length : null,
    mimeType: headers.get("content-type"),
    modifiedAt: Number.isNaN(modified.getTime()) ? null : modified,
    webUrl: url.href,
  };
}
