type Options = Pick<LockOptions, "ifAvailable" | "signal" | "steal">;
type Work = (lock: object | null) => unknown;

interface Holder {
  readonly stolen: (reason: Error) => void;
}

/** Web Locks as browsers have them, as far as the chat uses them; Node 20 has none. */
export class TestLocks {
  private readonly held = new Map<string, Holder>();
  private readonly queues = new Map<string, (() => void)[]>();

  async request(name: string, options: Options | Work, later?: Work): Promise<unknown> {
    const work = typeof options === "function" ? options : later;
    const {
      ifAvailable = false,
      steal = false,
      signal,
    } = typeof options === "function" ? {} : options;
    signal?.throwIfAborted();
    if (steal) this.held.get(name)?.stolen(new DOMException("The lock was stolen.", "AbortError"));
    else if (this.held.has(name)) {
      if (ifAvailable) return work?.(null);
      await this.turn(name, signal);
    }
    let stolen = (_: Error): void => undefined;
    const lost = new Promise<never>((_, reject) => {
      stolen = reject;
    });
    const holder: Holder = { stolen };
    this.held.set(name, holder);
    try {
      return await Promise.race([work?.({ name }), lost]);
    } finally {
      if (this.held.get(name) === holder) this.free(name);
    }
  }

  query(): Promise<{ held: { name: string }[] }> {
    return Promise.resolve({ held: [...this.held.keys()].map((name) => ({ name })) });
  }

  private turn(name: string, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      this.queues.set(name, [...(this.queues.get(name) ?? []), resolve]);
      signal?.addEventListener("abort", () => {
        this.queues.set(name, this.queues.get(name)?.filter((one) => one !== resolve) ?? []);
        reject(signal.reason as Error);
      });
    });
  }

  private free(name: string): void {
    const [next, ...others] = this.queues.get(name) ?? [];
    this.queues.set(name, others);
    this.held.delete(name);
    next?.();
  }
}
