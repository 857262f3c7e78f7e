import "server-only";
import { isAppError } from "@/lib/errors/app-error";
import { itemGone, itemRefused, refused } from "@/lib/connectors/_contract/failures";
import type {
  ConnectorCheck,
  ConnectorRuntime,
  ConnectorTest,
  Download,
  RemoteItem,
  TreePage,
} from "@/lib/connectors/_contract/runtime";
import { changes } from "./changes";
import { isHtml, look } from "./look";
import {
  follow,
  originOf,
  robotsOf,
  siteOf,
  startOf,
  targetOf,
  type WebCall,
  type WebCredentials,
  type WebScope,
} from "./reach";
import { sitemapOf } from "./sitemap";

/** Reads a site as a polite visitor: one page after the other while it lists, by its robots.txt, without running scripts. */
export const webRuntime: ConnectorRuntime<WebCredentials, WebScope> = {
  origins: (credentials) => [originOf(credentials)],
  gate: (credentials) => `web ${new URL(credentials.address).host}`,
  roots: () => null,
  test,
  children,
  changes,
  download,
};

async function test(call: WebCall): Promise<ConnectorTest> {
  const account = new URL(call.credentials.address).host;
  const start = new URL(call.credentials.address);
  try {
    const robots = await robotsOf(call);
    if (!robots.allows(start.pathname + start.search)) {
      return { account, checks: [{ code: "robots", ok: false }] };
    }
    const checks = [{ code: "robots", ok: true }, await checkStart(call, start)];
    const site = siteOf(call.credentials, { path: "/" });
    const { named } = await sitemapOf(call, { site, robots });
    const how = named && named.length > 0 ? "sitemap" : "links";
    return { account, checks: [...checks, { code: "pages", ok: true, params: { how } }] };
  } catch (error) {
    if (!isAppError(error) || error.code !== "connector.reconnect") throw error;
    const params = { reason: "password", host: "" };
    return { account: null, checks: [{ code: "start", ok: false, params }] };
  }
}

async function checkStart(call: WebCall, start: URL): Promise<ConnectorCheck> {
  const response = await follow(call, start);
  await response.body?.cancel();
  const target = targetOf(response, start);
  const reasons: Readonly<Record<number, string>> = {
    404: "missing",
    410: "missing",
    403: "forbidden",
  };
  const reason = target ? "elsewhere" : (reasons[response.status] ?? "other");
  const params = { reason, host: target?.origin ?? "" };
  return { code: "start", ok: response.ok, params };
}

/** The site, and in it what lies between slashes: of its sitemap, or of the links of its first page. A node's id is its path. */
async function children(call: WebCall, { parent }: { parent: string | null }): Promise<TreePage> {
  if (parent === null) {
    const { host } = new URL(call.credentials.address);
    return { nodes: [node("/", host)], next: null };
  }
  const site = siteOf(call.credentials, { path: parent });
  const robots = await robotsOf(call);
  const { named } = await sitemapOf(call, { site, robots });
  const urls =
    named?.map(({ url }) => url) ?? (await look(call, site, startOf(call.credentials, site))).links;
  const parts = new Set<string>();
  for (const { pathname } of urls) {
    const [part, ...below] = pathname.slice(parent.length).split("/");
    if (part && below.length > 0) parts.add(part);
  }
  const nodes = [...parts].sort().map((part) => node(`${parent}${part}/`, part));
  return { nodes, next: null };
}

function node(path: string, label: string) {
  return { id: path, label, expandable: true, scope: { path } satisfies WebScope };
}

const LONGEST_DOWNLOAD = { maxBytes: 2 * 2 ** 30, timeoutMs: 30 * 60_000 };

/** As it is now: many pages show something else to every visitor, so one that differs from what was listed is no failure. */
async function download(call: WebCall, item: RemoteItem): Promise<Download> {
  const url = new URL(item.id);
  const response = await follow(call, url, LONGEST_DOWNLOAD);
  const { headers, status, body } = response;
  if (!response.ok) {
    await body?.cancel();
    if (status === 404 || status === 410) throw itemGone();
    if (status === 403 || targetOf(response, url)) throw itemRefused("forbidden");
    throw refused(url.hostname, status, "page");
  }
  if (/\b(?:noindex|none)\b/i.test(headers.get("x-robots-tag") ?? "")) {
    await body?.cancel();
    throw itemRefused("forbidden");
  }
  const type = headers.get("content-type");
  const length = Number(headers.get("content-length") ?? Number.NaN);
  const isWhole = Number.isInteger(length) && !headers.has("content-encoding");
  return {
    body: body ?? new Blob([]).stream(),
    size: isWhole ? length : null,
    etag: null,
    mimeType: type,
    ...(isHtml(type) && !/\.x?html?$/i.test(item.name) && { extension: ".html" }),
  };
}
