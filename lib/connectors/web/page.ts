import { createHash } from "node:crypto";

/** What a crawl wants to know of a page, read without running it. */
export interface ReadPage {
  /** Targets of its links, as they are written there. */
  readonly links: readonly string[];
  /** What its addresses are relative to, where it says so. */
  readonly base: string | null;
  /** The page asks not to be kept, or its links not to be followed. */
  readonly noIndex: boolean;
  readonly noFollow: boolean;
  /** Stands for what a reader sees: other when the text or a link is, and not for every new number in a script. */
  readonly fingerprint: string;
}

/** Reads the HTML of a page. Takes time by its length only. */
export function readPage(html: string, robotsHeader: string | null): ReadPage {
  const shown = without(
    without(without(html, "<!--", "-->"), "<script", "</script"),
    "<style",
    "</style",
  );
  const links: string[] = [];
  let base: string | null = null;
  let orders = (robotsHeader ?? "").toLowerCase();
  for (const [tag] of shown.matchAll(/<(?:a|area|base|meta)\s[^<>]{1,4000}>/gi)) {
    const attribute = attributesOf(tag);
    const name = tag.slice(1).split(/\s/, 1)[0]?.toLowerCase();
    const href = attribute("href");
    if (name === "base") base ??= href;
    else if (name === "meta") {
      if (attribute("name")?.toLowerCase() === "robots")
        orders += ` ${attribute("content")?.toLowerCase() ?? ""}`;
    } else if (href !== null && !/\bnofollow\b/i.test(attribute("rel") ?? "")) links.push(href);
  }
  const text = shown.replaceAll(/<[^<>]{0,4000}>/g, " ").replaceAll(/\s+/g, " ");
  return {
    links,
    base,
    noIndex: /\b(?:noindex|none)\b/.test(orders),
    noFollow: /\b(?:nofollow|none)\b/.test(orders),
    fingerprint: createHash("sha256")
      .update(`${links.join("\n")}\n${text}`)
      .digest("hex"),
  };
}

/** The text without what lies between two marks. */
function without(text: string, from: string, to: string): string {
  const lower = text.toLowerCase();
  // Letters that change their length in lower case would shift every place after them.
  if (lower.length !== text.length) return text;
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const start = lower.indexOf(from, at);
    if (start < 0) break;
    kept.push(text.slice(at, start));
    const end = lower.indexOf(to, start + from.length);
    if (end < 0) return kept.join(" ");
    at = end + to.length;
  }
  kept.push(text.slice(at));
  return kept.join(" ");
}

function attributesOf(tag: string): (name: string) => string | null {
  const found = new Map<string, string>();
  for (const match of tag.matchAll(
    /\s([a-z-]{1,40})\s?=\s?(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/gi,
  )) {
    const [, name = "", double, single, bare = ""] = match;
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, unescaped(double ?? single ?? bare));
  }
  return (name) => found.get(name) ?? null;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  quot: '"',
  apos: "'",
  lt: "<",
  gt: ">",
};

function unescaped(text: string): string {
  return text.replaceAll(/&(?:#\d{1,6}|#x[0-9a-f]{1,6}|[a-z]{2,6});/gi, (entity) => {
    const inner = entity.slice(1, -1).toLowerCase();
    if (!inner.startsWith("#")) return NAMED[inner] ?? entity;
    const code = inner.startsWith("#x")
      ? Number.parseInt(inner.slice(2), 16)
      : Number(inner.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}
