import { isIP } from "node:net";
import { AppError } from "@/lib/errors/app-error";
import { classifyAddress } from "./address";
import { normalizeHost, type IsAllowed } from "./allow-list";

/** What a request is judged by. */
export interface Policy {
  readonly isAllowed: IsAllowed;
  /** Ports a public host may be called on; any other needs an entry in the allow-list. */
  readonly publicPorts: ReadonlySet<number>;
}

/** Why a call was not made. The message of `outbound.blocked` selects on it. */
export type BlockReason = "address" | "port" | "scheme" | "credentials";

/** Where a request may go: `trusted` hosts were opened by an administrator and may be private. */
export interface Target {
  readonly host: string;
  readonly trusted: boolean;
}

/**
 * Judges an address before anything is sent, as far as that is possible without asking DNS. Throws
 * `outbound.blocked`. The URL parser has already turned decimal, octal, hexadecimal, short and full-width forms of
 * an IP address into the plain one.
 */
export function checkTarget(url: URL, policy: Policy): Target {
  const host = normalizeHost(url.hostname);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw blocked(host, "scheme");
  if (url.username !== "" || url.password !== "") throw blocked(host, "credentials");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  return { host, trusted: checkHost({ host, port }, policy) };
}

/** The part that is the same for every protocol: whether an administrator opened the host. Throws `outbound.blocked`. */
export function checkHost(
  { host, port }: { readonly host: string; readonly port: number },
  policy: Policy,
): boolean {
  const trusted = policy.isAllowed(host, port);
  if (!mayConnect(host, trusted)) throw blocked(host, "address");
  if (!trusted && !policy.publicPorts.has(port)) throw blocked(host, "port");
  return trusted;
}

/** Whether an IP literal may be connected to; names pass, their answers are judged when they are looked up. */
export function mayConnect(host: string, trusted: boolean): boolean {
  if (isIP(host) === 0) return true;
  const kind = classifyAddress(host);
  return kind === "public" || (trusted && kind === "private");
}

export function blocked(host: string, reason: BlockReason): AppError {
  return new AppError("outbound.blocked", "forbidden", { params: { host, reason } });
}
