import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { describeFailure } from "@/lib/net/failures";
import { connectionClosed, encryptSocket, type GuardedSocket } from "@/lib/net/guarded-socket";

/** Length and code of the message that asks for encryption (PostgreSQL's protocol, SSLRequest). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Encrypts a connection before anything that proves who we are was sent. Throws `connector.unencrypted`, `outbound.unreachable`. */
export async function encrypt(
  socket: GuardedSocket,
  trust: { readonly host: string; readonly ca: string | undefined },
): Promise<GuardedSocket> {
  const { host } = trust;
  socket.write(SSL_REQUEST);
  const answer = await firstBytes(socket, host);
  // More than the one byte was sent by somebody in between, and would be taken for encrypted.
  if (answer.toString("latin1") !== "S") {
    throw new AppError("connector.unencrypted", "unavailable", { params: { host } });
  }
  return encryptSocket(socket, trust);
}

function firstBytes(socket: GuardedSocket, host: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      reject(describeFailure(error, host));
    };
    socket.once("error", fail).once("close", () => {
      fail(connectionClosed());
    });
    socket.once("data", (bytes: Buffer) => {
      socket.pause();
      resolve(bytes);
    });
  });
}
