import "server-only";
import { noAnswer } from "@/lib/connectors/_contract/failures";
import { all, readXml, textIn, type XmlElement } from "@/lib/connectors/_contract/read-xml";
import { addressIn, type Site } from "./address";
import type { Robots } from "./robots";
import { originOf, textAt, type WebCall } from "./reach";

/** A page that a sitemap names, with what it says of its last change. */
export interface Named {
  readonly url: URL;
  readonly changed: string | null;
}

export interface Sitemap {
  /** By their address; null where the site has no sitemap. */
  readonly named: readonly Named[] | null;
  /** Every sitemap that is named was found and read to its end: what none of them names is not on the site. */
  readonly whole: boolean;
}

const LARGEST = 50 * 2 ** 20;
const MOST_FILES = 100;
const MOST_PAGES = 50_000;

/**
 * The pages that the sitemaps of a site name. One that robots.txt names and that can't be read is an error, since without it
 * everything would look gone; where one usually is, nothing need be. Throws `connector.no-answer`.
 */
export async function sitemapOf(
  call: WebCall,
  { site, robots }: { site: Site; robots: Robots },
): Promise<Sitemap> {
  const origin = originOf(call.credentials);
  const declared = robots.sitemaps.filter((address) => isHere(address, origin));
  const guessed = new URL("/sitemap.xml", origin).href;
  const pending = declared.length > 0 ? [...declared] : [guessed];
  const seen = new Set<string>();
  const pages = new Map<string, Named>();
  let found = false;
  let whole = true;
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (seen.has(next)) continue;
    if (seen.size >= MOST_FILES) {
      whole = false;
      break;
    }
    seen.add(next);
    const root = await read(call, new URL(next), declared.length > 0);
    if (!root) {
      // Only where one usually is there need be none.
      if (next !== guessed || declared.length > 0) whole = false;
      continue;
    }
    found = true;
    for (const inner of all(root, "sitemap")) {
      const address = textIn(inner, "loc")?.trim() ?? "";
      if (isHere(address, origin)) pending.push(new URL(address, origin).href);
    }
    for (const entry of all(root, "url")) {
      const url = addressIn(site, textIn(entry, "loc")?.trim() ?? "", next);
      const changed = textIn(entry, "lastmod")?.trim();
      if (!url) continue;
      if (pages.size < MOST_PAGES || pages.has(url.href))
        pages.set(url.href, { url, changed: changed === "" ? null : (changed ?? null) });
      else whole = false;
    }
  }
  const sorted = [...pages.values()].sort((a, b) => (a.url.href < b.url.href ? -1 : 1));
  return { named: found ? sorted : null, whole };
}

const isHere = (address: string, origin: string): boolean =>
  URL.canParse(address, origin) && new URL(address, origin).origin === origin;

async function read(call: WebCall, url: URL, declared: boolean): Promise<XmlElement | null> {
  const text = await textAt(call, url, LARGEST);
  if (text === null) return null;
  try {
    const root = readXml(text);
    if (root.name === "urlset" || root.name === "sitemapindex") return root;
  } catch {
    // Told below.
  }
  if (declared) throw noAnswer(url.hostname, "no sitemap where robots.txt names one");
  return null;
}
