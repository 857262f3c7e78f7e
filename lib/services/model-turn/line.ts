/**
 * Those of this process who wait for the same thing, first come first served: only the first of them asks for it, so
 * that a long line costs no more questions than a short one.
 */
export class Line {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  #wake: () => void = () => undefined;

  get waiting(): number {
    return this.#waiting;
  }

  /** Does `work` once everybody before is through, however theirs ended, or at once when `stop` says not to wait. */
  async queue<T>(stop: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    let through: () => void = () => undefined;
    this.#last = new Promise((resolve) => {
      through = resolve;
    });
    this.#waiting += 1;
    try {
      await Promise.race([before, aborted(stop)]);
      return await work();
    } finally {
      this.#waiting -= 1;
      // Who left early lets nobody past those before.
      void before.then(through);
    }
  }

  /** Waits `ms`, or until something changed, or the signal says stop. */
  pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", go);
        resolve();
      };
      const timer = setTimeout(go, ms);
      signal.addEventListener("abort", go, { once: true });
      this.#wake = go;
      if (signal.aborted) go();
    });
  }

  /** Something changed: whoever is first looks again at once. */
  wake(): void {
    this.#wake();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
