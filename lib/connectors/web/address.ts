const LONGEST = 1000;

/** Endings of what has no text to give. */
const NO_TEXT =
  /\.(?:png|jpe?g|gif|webp|avif|svg|ico|bmp|css|m?js|map|woff2?|ttf|otf|mp[34]|m4a|wav|webm|mov|avi|zip|gz|tgz|rar|7z|exe|dmg|iso|rss|atom)$/i;

/** A part of one site: an origin and what paths begin with. */
export interface Site {
  readonly origin: string;
  readonly path: string;
}

/**
 * A link as the address of a page of this part of the site; null for any other. Without the place in the page, so that it is read
 * once.
 */
export function addressIn(site: Site, link: string, base: string): URL | null {
  if (!URL.canParse(link, base)) return null;
  const url = new URL(link, base);
  url.hash = "";
  const inside = url.origin === site.origin && url.pathname.startsWith(site.path);
  if (!inside || url.username !== "" || url.href.length > LONGEST) return null;
  return NO_TEXT.test(url.pathname) ? null : url;
}

/** Name and folder of a page, as a file would have them. */
export function placeOf(site: Site, { pathname, search }: URL): { name: string; folder: string } {
  const parts = pathname.slice(site.path.length).split("/").map(readable);
  const last = parts.pop() ?? "";
  return {
    name: `${last === "" ? "index" : last}${readable(search)}`,
    folder: parts.filter(Boolean).join("/"),
  };
}

function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
