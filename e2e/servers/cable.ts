import { connect, createServer, type Socket } from "node:net";

export interface Cable {
  readonly port: number;
  /** Pulls it out: every connection breaks, and no new one is made. */
  cut(): void;
  /** Pulls it out with the n-th piece of data that is sent to the server from now on. Resolves when that has happened. */
  cutAfter(pieces: number): Promise<void>;
  /** Does something with the n-th piece of data that is sent to the server from now on, before that gets there. */
  onPiece(nth: number, act: () => void): void;
  /** Pulls it out with the first data that holds this text, before that gets to the server; `first` is done just before. */
  cutAtText(text: string, first: () => void): Promise<void>;
  /**
   * Pulls it out when these texts, which it waits for one after the other, have all been sent to the server on one connection, and
   * the server has answered the last of them: it did what it was told, and nobody hears of it. Resolves when that has happened.
   */
  cutAtAnswer(texts: readonly string[]): Promise<void>;
  plugIn(): void;
  close(): Promise<void>;
}

/** A way to a server on this machine that can be interrupted, as a visitor's network is. */
export async function layCable(target: number): Promise<Cable> {
  const sockets = new Set<Socket>();
  let whole = true;
  let onPiece: (sent: string) => void = () => undefined;
  let lose: { texts: readonly string[]; done: () => void } | null = null;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(target, "127.0.0.1");
    let heard = 0;
    near.on("data", (piece: Buffer) => {
      const sent = piece.toString("latin1");
      onPiece(sent);
      while (lose && heard < lose.texts.length && sent.includes(lose.texts[heard] ?? "")) heard++;
      if (!lose || heard < lose.texts.length) return;
      const { done } = lose;
      lose = null;
      far.unpipe(near);
      far.once("data", () => {
        cut();
        done();
      });
      far.resume();
    });
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
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const cut = () => {
    whole = false;
    for (const socket of sockets) socket.destroy();
  };
  const atPiece = (nth: number, act: () => void) => {
    let left = nth;
    onPiece = () => {
      if (--left > 0) return;
      onPiece = () => undefined;
      act();
    };
  };
  return {
    port: typeof address === "object" && address ? address.port : 0,
    cut,
    cutAfter: (pieces) =>
      new Promise((resolve) => {
        atPiece(pieces, () => {
          cut();
          resolve();
        });
      }),
    onPiece: atPiece,
    cutAtText: (text, first) =>
      new Promise((resolve) => {
        onPiece = (sent) => {
          if (!sent.includes(text)) return;
          onPiece = () => undefined;
          first();
          cut();
          resolve();
        };
      }),
    cutAtAnswer: (texts) =>
      new Promise((done) => {
        lose = { texts, done };
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
