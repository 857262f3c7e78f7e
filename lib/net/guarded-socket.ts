import { connect, isIP, type Socket } from "node:net";
import { connect as connectEncrypted } from "node:tls";
import { normalizeHost } from "./allow-list";
import { describeFailure, timedOut } from "./failures";
import { filtered, type GuardedPool } from "./guarded-agent";
import { blocked, checkHost, mayConnect, type Policy } from "./target";

/** An open connection, encrypted or not. */
export type GuardedSocket = Socket;

/** Where a service is that doesn't speak HTTP, such as a database. */
export interface SocketTarget {
  /** A name or an IP address, in any spelling. */
  readonly host: string;
  readonly port: number;
  /** Ports on which such a service is called at public hosts; any other needs an entry in the allow-list. */
  readonly usualPorts: readonly number[];
}

/**
 * A TCP connection, guarded as HTTP calls are: the address is judged before, all answers of DNS while connecting, which goes to
 * those very addresses, and the peer after it. What is sent over it is the caller's. Aborting the signal closes it at any time. Throws
 * `outbound.blocked`, `outbound.timeout`, `outbound.unreachable`, the signal's reason.
 */
export type OutboundConnect = (
  target: SocketTarget,
  options: { readonly signal: AbortSignal; readonly timeoutMs?: number },
) => Promise<GuardedSocket>;

/** See {@link OutboundConnect}. */
export async function guardedConnect(
  { pool, ...policy }: Policy & { readonly pool: GuardedPool },
  { host: text, port, usualPorts }: SocketTarget,
  { signal, timeoutMs = 10_000 }: Parameters<OutboundConnect>[1],
): Promise<Socket> {
  signal.throwIfAborted();
  const host = asUrlsWriteIt(text);
  const trusted = checkHost({ host, port }, { ...policy, publicPorts: new Set(usualPorts) });
  const socket = connect({ host, port, lookup: filtered(pool.lookup, trusted) });
  const stop = () => socket.destroy(new Error("The caller gave it up."));
  signal.addEventListener("abort", stop);
  socket.once("close", () => {
    signal.removeEventListener("abort", stop);
  });
  const timer = setTimeout(() => socket.destroy(timedOut(host, "connect")), timeoutMs);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve).once("error", reject);
    });
    if (socket.remoteAddress === undefined || !mayConnect(socket.remoteAddress, trusted)) {
      throw blocked(host, "address");
    }
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw describeFailure(error, host);
  } finally {
    clearTimeout(timer);
  }
  // An error that nobody listens for would end the process.
  return socket.on("error", () => socket.destroy());
}

/**
 * Encrypts an open connection once both sides agreed to, and takes nothing but the host's own certificate. `ca` is a certificate to
 * trust instead of those of public authorities. Throws `outbound.unreachable`.
 */
export async function encryptSocket(
  socket: GuardedSocket,
  { host, ca }: { readonly host: string; readonly ca: string | undefined },
): Promise<GuardedSocket> {
  const encrypted = connectEncrypted({
    socket,
    host,
    minVersion: "TLSv1.2",
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca }),
  });
  try {
    await new Promise<void>((resolve, reject) => {
      encrypted.once("secureConnect", resolve).once("error", reject);
      socket.once("close", () => {
        reject(connectionClosed());
      });
    });
  } catch (error) {
    throw describeFailure(error, host);
  }
  return encrypted;
}

/** As the system says it of a connection that the other side closed. */
export const connectionClosed = (): Error =>
  Object.assign(new Error("The connection was closed."), { code: "ECONNRESET" });

/** Lets the URL parser settle the spelling: decimal, octal and short forms of an address become the plain one. */
function asUrlsWriteIt(text: string): string {
  const host = normalizeHost(text);
  const address = `http://${host.includes(":") ? `[${host}]` : host}/`;
  if (!URL.canParse(address) || new URL(address).host === "" || /[/@?#\\]/.test(host)) {
    throw blocked(text.slice(0, 200), "scheme");
  }
  return normalizeHost(new URL(address).hostname);
}
