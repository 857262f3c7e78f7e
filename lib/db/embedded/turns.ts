interface Waiting<Holder> {
  readonly holder: Holder;
  readonly run: () => Promise<void>;
}

/**
 * Lets many clients share an engine that can do one thing at a time. First come, first served, except that the client
 * whose work left something open (a transaction) keeps the engine until it closes it or goes away.
 */
export class Turns<Holder> {
  private readonly waiting: Waiting<Holder>[] = [];
  private keeper: Holder | null = null;
  private running = false;

  /** `stillOpen` is asked after each piece of work: does the engine hold something open for the client that ran? */
  constructor(private readonly stillOpen: () => boolean) {}

  /** Who may go on alone at present, or null. */
  get kept(): Holder | null {
    return this.keeper;
  }

  /** Runs `work` when it is this client's turn. `keep` holds the engine for the client although nothing is open. */
  take(holder: Holder, work: () => Promise<void>, keep = false): Promise<void> {
    return new Promise((resolve, reject) => {
      const run = async () => {
        try {
          await work();
          this.keeper = keep || this.stillOpen() ? holder : null;
          resolve();
        } catch (error) {
          this.keeper = null;
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      this.waiting.push({ holder, run });
      void this.advance();
    });
  }

  /** To be called when a client is gone and none of its work waits: if it kept the engine, `cleanUp` frees it. */
  async leave(holder: Holder, cleanUp: () => Promise<void>): Promise<void> {
    if (this.keeper === holder) await this.take(holder, cleanUp);
  }

  private async advance(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (let entry = this.pick(); entry; entry = this.pick()) {
      await entry.run();
      // Engines such as PGlite block the event loop while they work: let answers out and new requests in.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.running = false;
  }

  private pick(): Waiting<Holder> | undefined {
    if (this.keeper === null) return this.waiting.shift();
    const index = this.waiting.findIndex((entry) => entry.holder === this.keeper);
    return index === -1 ? undefined : this.waiting.splice(index, 1)[0];
  }
}
