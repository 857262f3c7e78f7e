import { isExactOrigin } from "./settings";

/** Why the widget would be refused on a page, or that it isn't. */
export type EmbedCheck =
  | { code: "allowed"; origin: string }
  /** Not an address at all. */
  | { code: "no-address" }
  /** Browsers name the sender only over https; without it on this machine alone. */
  | { code: "insecure"; secure: string }
  /** A site on the list that differs in one thing only. */
  | { code: "www" | "port" | "scheme"; origin: string; near: string }
  | { code: "not-listed"; origin: string };

/**
 * Whether the chat would come up on the page at this address, and if not, why. The answer is the one the server gives:
 * the origin has to be on the list character by character.
 */
export function checkEmbed(address: string, origins: readonly string[]): EmbedCheck {
  const url = urlOf(address);
  if (url === null) return { code: "no-address" };
  const { origin } = url;
  if (origins.includes(origin)) return { code: "allowed", origin };
  const near = origins.map((one) => ({ one, code: difference(url, new URL(one)) }));
  const close = near.find(({ code }) => code !== null);
  if (close?.code) return { code: close.code, origin, near: close.one };
  if (!isExactOrigin(origin)) {
    url.protocol = "https:";
    return { code: "insecure", secure: url.origin };
  }
  return { code: "not-listed", origin };
}

/** What somebody typed or pasted as the address of a page or site, `https://` understood; null for what is none. */
export function urlOf(address: string): URL | null {
  const text = address.trim();
  const whole = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  return text !== "" && URL.canParse(whole) ? new URL(whole) : null;
}

/** The only thing in which two origins differ; null when it is more than one, or none of these. */
function difference(a: URL, b: URL): "www" | "port" | "scheme" | null {
  const bare = (url: URL) => url.hostname.replace(/^www\./, "");
  if (bare(a) !== bare(b)) return null;
  const differing = [
    a.hostname !== b.hostname && ("www" as const),
    a.protocol !== b.protocol && ("scheme" as const),
    a.port !== b.port && ("port" as const),
  ].filter((one) => one !== false);
  return differing.length === 1 ? (differing[0] ?? null) : null;
}
