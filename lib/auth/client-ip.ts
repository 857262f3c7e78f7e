/**
 * The caller's address for throttling: what the nearest proxy (or Next's own server) wrote last into
 * X-Forwarded-For. Earlier entries can be invented by the caller, so they are not looked at.
 */
export function clientIp(headers: Headers | Record<string, unknown>): string {
  const value =
    headers instanceof Headers ? headers.get("x-forwarded-for") : headers["x-forwarded-for"];
  const last = typeof value === "string" ? value.split(",").at(-1)?.trim() : undefined;
  return last ? last.slice(0, 100) : "unknown";
}
