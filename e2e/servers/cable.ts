import { connect, createServer, type Socket } from "node:net";

export interface Cable {
  readonly port: number;
  /** Pulls it out: every connection breaks, and no new one is made. */
  cut(): void;
  /** Pulls it out with the n-th piece of data that is sent to the server from now on. Resolves when that has happened. */
  cutAfter(pieces: number): Promise<void>;
  plugIn(): void;
  close(): Promise<void>;
}

/** A way to a server on this machine that can be interrupted, as a visitor's network is. */
export async function layCable(target: number): Promise<Cable> {
  const sockets = new Set<Socket>();
  let whole = true;
  let onPiece: () => void = () => undefined;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(target, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.on("error", () => one.destroy());
      if (one === near)
        near.on("data", () => {
          onPiece();
        });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const cut = () => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === "object" && address ? address.port : 0,
    cut,
    cutAfter: (pieces) =>
      new Promise((resolve) => {
        let left = pieces;
        onPiece = () => {
          if (--left > 0) return;
          onPiece = () => undefined;
          cut();
          resolve();
        };
      }),
    plugIn: () => {
      whole = true;
    },
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => {
          resolve();
        });
      }),
  };
}
