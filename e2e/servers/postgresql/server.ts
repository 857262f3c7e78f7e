import { connect, createServer, type Server, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";
import type { AddressInfo } from "node:net";
import { fatalError } from "@/lib/db/embedded/wire-protocol";
import { startFromTemplate } from "@/lib/testing/database-template";
import { SERVER_CERTIFICATE, SERVER_PRIVATE_KEY } from "./certificate";

export type PostgresqlFailure = "throttle" | "server-error" | "cut" | "garbage" | "flood";

export interface PostgresqlServer {
  readonly port: number;
  /** Of the owner; the way there that never fails. */
  readonly url: string;
  readonly password: string;
  readonly user: string;
  readonly database: string;
  readonly certificate: string;
  /** What clients sent since the start, as they sent it, after encryption was taken off. */
  readonly heard: string[];
  /** Whether it offers encryption. */
  encrypts: boolean;
  /** The next connection ends this way. */
  fail(how: PostgresqlFailure): void;
  close(): Promise<void>;
}

const SSL_REQUEST = 80_877_103;
const context = createSecureContext({ key: SERVER_PRIVATE_KEY, cert: SERVER_CERTIFICATE });

/** A real PostgreSQL with a certificate, behind a door that fails as it is told to. */
export async function startPostgresql(): Promise<PostgresqlServer> {
  const database = await startFromTemplate();
  const url = new URL(database.url);
  const failures: PostgresqlFailure[] = [];
  const sockets = new Set<Socket>();
  const heard: string[] = [];
  const door = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    socket.once("data", (first: Buffer) => {
      socket.pause();
      const how = failures.shift();
      const asks = first.length === 8 && first.readInt32BE(4) === SSL_REQUEST;
      if (!asks) {
        socket.unshift(first);
        serve(socket, how);
      } else if (!server.encrypts) {
        socket.once("data", () => socket.destroy());
        socket.end("N");
      } else {
        socket.write("S");
        const encrypted = new TLSSocket(socket, { isServer: true, secureContext: context });
        encrypted.on("error", () => socket.destroy());
        serve(encrypted, how);
      }
    });
  });
  const serve = (near: Socket, how: PostgresqlFailure | undefined) => {
    if (how === undefined || how === "cut" || how === "flood") {
      passOn(near, { port: Number(url.port), how, heard });
      return;
    }
    near.once("data", () => {
      if (how === "throttle") near.end(fatalError("53300", "too many connections"));
      if (how === "server-error") near.end(fatalError("57P03", "the database is starting up"));
      if (how === "garbage") near.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
  };
  const server: PostgresqlServer = {
    port: await listening(door),
    url: database.url,
    password: decodeURIComponent(url.password),
    user: decodeURIComponent(url.username),
    database: url.pathname.slice(1),
    certificate: SERVER_CERTIFICATE,
    heard,
    encrypts: true,
    fail: (how) => failures.push(how),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => door.close(resolve));
      await database.kill();
    },
  };
  return server;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

interface Passing {
  readonly port: number;
  readonly how: "cut" | "flood" | undefined;
  readonly heard: string[];
}

/** The statement that reads a page of rows. */
const READS = "order by q.";

/** Both ways, until what the failure is about was asked for. */
function passOn(near: Socket, { port, how, heard }: Passing): void {
  const far = connect(port, "127.0.0.1");
  let broken = false;
  near.on("data", (piece: Buffer) => {
    const sent = piece.toString("latin1");
    heard.push(sent);
    broken ||= how !== undefined && sent.includes(READS);
    far.write(piece);
  });
  far.on("data", (piece: Buffer) => {
    if (!broken) near.write(piece);
    else if (how === "flood") near.write(Buffer.from([68, 0, 0, 0, 9, 255, 255, 0, 0, 0, 1]));
    else near.write(piece.subarray(0, piece.length / 2), () => near.destroy());
  });
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on("close", () => other.destroy()).on("error", () => one.destroy());
  }
  near.resume();
}
