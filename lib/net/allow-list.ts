/** Hosts an administrator has opened for outbound calls, although they are private or use an unusual port. */
export interface AllowedHost {
  /** Lower case, no brackets, no trailing dot: a name or an IP literal. */
  readonly host: string;
  readonly port: number;
}

/** Says whether `host` (in the form of {@link normalizeHost}) was opened for `port`. */
export type IsAllowed = (host: string, port: number) => boolean;

/** The form hosts are compared in: lower case, without IPv6 brackets and without a trailing dot. */
export function normalizeHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
}

/**
 * Reads "host:port" ("ollama.lan:11434", "10.0.0.5:8000", "[fd00::5]:8000"). A port is always needed: an entry
 * opens one service, never a whole machine. Null when the text is anything else (a scheme, a path, a wildcard).
 */
export function parseAllowedHost(text: string): AllowedHost | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.?):(\d{1,5})$/i.exec(
    text.trim(),
  );
  const port = Number(match?.[2]);
  if (!match?.[1] || port < 1 || port > 65_535) return null;
  const host = hostAsUrlsWriteIt(match[1]);
  return host === null ? null : { host, port };
}

/** Turns a list into the predicate the guard asks. */
export function allowedBy(hosts: readonly AllowedHost[]): IsAllowed {
  const entries = new Set(hosts.map(({ host, port }) => `${normalizeHost(host)} ${String(port)}`));
  return (host, port) => entries.has(`${host} ${String(port)}`);
}

/** Lets the URL parser settle the spelling, so that "127.1" and "[0:0::1]" match what a request will say. */
function hostAsUrlsWriteIt(host: string): string | null {
  const url = URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`) : null;
  return url && url.hostname !== "" ? normalizeHost(url.hostname) : null;
}
