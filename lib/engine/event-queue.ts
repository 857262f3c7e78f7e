/**
 * Joins many writers to one reader. `push` never waits and hands an item to a waiting reader at once, so tokens
 * aren't held back; `close` lets the reader finish what is queued.
 */
export class EventQueue<T> {
  private items: T[] = [];
  private closed = false;
  private wake: (() => void) | undefined;

  push(item: T): void {
    if (this.closed) return;
    this.items.push(item);
    this.wake?.();
  }

  close(): void {
    this.closed = true;
    this.wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const ready = this.items;
      this.items = [];
      yield* ready;
      if (this.items.length > 0) continue;
      if (this.closed) return;
      await new Promise<void>((resolve) => (this.wake = resolve));
      this.wake = undefined;
    }
  }
}
