/** Web Locks as browsers have them, as far as the chat uses them; Node 20 has none. */
export class TestLocks {
  private readonly held = new Set<string>();
  private readonly queues = new Map<string, (() => void)[]>();

  async request(
    name: string,
    { ifAvailable = false, signal }: LockOptions,
    work: (lock: object | null) => Promise<void> | undefined,
  ): Promise<void> {
    signal?.throwIfAborted();
    if (this.held.has(name)) {
      if (ifAvailable) {
        await work(null);
        return;
      }
      await new Promise<void>((resolve, reject) => {
        this.queues.set(name, [...(this.queues.get(name) ?? []), resolve]);
        signal?.addEventListener("abort", () => {
          this.queues.set(name, this.queues.get(name)?.filter((one) => one !== resolve) ?? []);
          reject(signal.reason as Error);
        });
      });
    }
    this.held.add(name);
    await work({ name });
    const [next, ...others] = this.queues.get(name) ?? [];
    this.queues.set(name, others);
    if (next) next();
    else this.held.delete(name);
  }
}
