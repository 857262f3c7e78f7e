import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod/mini";
import { isAppError } from "@/lib/errors/app-error";
import { unreadablePlace } from "@/lib/connectors/_contract/failures";
import { listingMark, readCursor } from "@/lib/connectors/_contract/paging";
import type { ChangePage, RemoteItem } from "@/lib/connectors/_contract/runtime";
import type { Site } from "./address";
import { readCrawl, writeCrawl } from "./crawl";
import { itemOf, look, type Seen } from "./look";
import { robotsOf, siteOf, startOf, type WebCall, type WebScope } from "./reach";
import type { Robots } from "./robots";
import { sitemapOf, type Named } from "./sitemap";

/** Addresses of one page of changes. */
const BATCH = 50;
/** Pages that links lead to; what is beyond is not read, and nothing is taken for gone. */
const MOST_PAGES = 5000;
/** So many in a row that give no answer are no matter of the pages. */
const IN_A_ROW = 5;
const LONGEST_PAUSE_MS = 1000;

/** Where a listing by a sitemap was broken off. */
const cursorSchema = z.object({ after: z.string(), doubt: z.boolean() });

/**
 * Everything that the site names: by its sitemap, or else by following links. A page or a sitemap that gives no answer leaves a doubt, with which
 * nothing that was not named is taken for gone.
 */
export async function* changes(
  call: WebCall,
  { scope, cursor }: { scope: WebScope; cursor: string | null },
): AsyncGenerator<ChangePage, void> {
  call.signal.throwIfAborted();
  const site = siteOf(call.credentials, scope);
  const robots = await robotsOf(call);
  const { named, whole } = await sitemapOf(call, { site, robots });
  const walk = { call, site, robots, failed: 0, doubt: !whole };
  if (named && named.length > 0) yield* byName(walk, named, readCursor(cursorSchema, cursor));
  else yield* byLinks(walk, cursor);
}

interface Walk {
  readonly call: WebCall;
  readonly site: Site;
  readonly robots: Robots;
  /** Addresses in a row that gave no answer. */
  failed: number;
  /** Something may be there that is not named: nothing is taken for gone. */
  doubt: boolean;
}

async function* byName(
  walk: Walk,
  named: readonly Named[],
  from: z.infer<typeof cursorSchema> | null,
): AsyncGenerator<ChangePage, void> {
  const left = named.filter(({ url }) => from === null || url.href > from.after);
  walk.doubt ||= from?.doubt ?? false;
  for (let start = 0; start === 0 || start < left.length; start += BATCH) {
    const batch = left.slice(start, start + BATCH);
    const items: RemoteItem[] = [];
    for (const { url, changed } of batch) {
      if (!allows(walk.robots, url)) continue;
      const seen = changed === null ? await tryLook(walk, url) : dated(walk.site, url, changed);
      if (seen === null) walk.doubt = true;
      if (seen?.item) items.push(seen.item);
    }
    const done = start + BATCH >= left.length;
    const after = batch.at(-1)?.url.href ?? "";
    const next = done ? "" : JSON.stringify({ after, doubt: walk.doubt });
    const starts = from === null && start === 0;
    yield pageOf(items, { starts, ends: done && !walk.doubt, cursor: next, done });
  }
}

/** A page that its sitemap says the last change of need not be looked at. */
function dated(site: Site, url: URL, changed: string): Seen {
  const headers = new Headers({ "content-type": "text/html", "last-modified": changed });
  return {
    item: itemOf(site, url, { etag: `changed ${changed}`, headers, size: null }),
    links: [],
  };
}

async function* byLinks(walk: Walk, cursor: string | null): AsyncGenerator<ChangePage, void> {
  const { call, site, robots } = walk;
  const start = startOf(call.credentials, site);
  if (!allows(robots, start)) throw unreadablePlace("forbidden", { place: start.href });
  const from = readCrawl(cursor, start);
  const found = from?.found ?? [start.href];
  const known = new Set(found);
  walk.doubt ||= from?.doubt ?? false;
  let items: RemoteItem[] = [];
  let starts = from === null;
  for (let next = from?.next ?? 0; next < found.length; next++) {
    const url = new URL(found[next] ?? start.href);
    const seen = allows(robots, url) ? await tryLook(walk, url) : NOTHING;
    // A first page that leads nowhere may be one that a proxy put in its place.
    if (seen === null || (next === 0 && seen.links.length === 0)) walk.doubt = true;
    if (seen?.item) items.push(seen.item);
    for (const { href } of seen?.links.filter((link) => allows(robots, link)) ?? []) {
      if (known.has(href)) continue;
      if (known.size >= MOST_PAGES) {
        walk.doubt = true;
        break;
      }
      known.add(href);
      found.push(href);
    }
    if ((next + 1) % BATCH > 0 || next + 1 === found.length) continue;
    const goOn = writeCrawl({ found, next: next + 1, doubt: walk.doubt });
    yield pageOf(items, { starts, ends: false, cursor: goOn, done: false });
    items = [];
    starts = false;
  }
  yield pageOf(items, { starts, ends: !walk.doubt, cursor: "", done: true });
}

const NOTHING: Seen = { item: null, links: [] };

const allows = (robots: Robots, { pathname, search }: URL): boolean =>
  robots.allows(pathname + search);

function pageOf(
  items: readonly RemoteItem[],
  { starts, ends, ...rest }: { starts: boolean; ends: boolean; cursor: string; done: boolean },
): ChangePage {
  return { part: "", ...listingMark({ starts, ends }), items, removed: [], ...rest };
}

/** Null for an address that gave no answer. What concerns the whole site is thrown. */
async function tryLook(walk: Walk, url: URL): Promise<Seen | null> {
  const { call, site, robots } = walk;
  const begun = performance.now();
  try {
    const seen = await look(call, site, url);
    walk.failed = 0;
    // As long again as it took to answer: a site that is slow is asked less.
    const pause = Math.min(performance.now() - begun, LONGEST_PAUSE_MS);
    await sleep(Math.max(pause, robots.delayS * 1000), undefined, { signal: call.signal });
    return seen;
  } catch (error) {
    call.signal.throwIfAborted();
    const ofOne = isAppError(error) && !isOfAll(error.code) && ++walk.failed < IN_A_ROW;
    if (!ofOne) throw error;
    return null;
  }
}

const isOfAll = (code: string): boolean =>
  code === "connector.throttled" || code === "connector.reconnect" || code === "outbound.blocked";
