/** Files that were added together, and those of them that wait. */
interface Batch {
  id: string;
  waiting: number[];
  /** How many of it are on their way. */
  active: number;
}

/**
 * Whose turn it is: batches take turns, so that a single file does not wait for the ten thousand that somebody added
 * before it. Within a batch files go in their order.
 */
export class Turns {
  private batches: Batch[] = [];
  private readonly batchOf = new Map<number, string>();

  add(batch: string, keys: readonly number[]): void {
    for (const key of keys) this.batchOf.set(key, batch);
    this.batch(batch).waiting.push(...keys);
  }

  /** Waits again: before the others of its batch, or behind them. */
  again(key: number, place: "first" | "last" = "last"): void {
    const { waiting } = this.batch(this.batchOf.get(key) ?? "");
    if (place === "first") waiting.unshift(key);
    else waiting.push(key);
  }

  /** The next file, which is on its way until `end`; undefined when none waits. */
  next(): number | undefined {
    const [first, ...others] = this.batches.filter(({ waiting }) => waiting.length > 0);
    if (!first) return undefined;
    const batch = others.reduce((best, one) => (one.active < best.active ? one : best), first);
    batch.active += 1;
    // To the end, so that of those with as many on their way another comes first next time.
    this.batches = [...this.batches.filter((one) => one !== batch), batch];
    return batch.waiting.shift();
  }

  end(key: number): void {
    this.batch(this.batchOf.get(key) ?? "").active -= 1;
    this.dropEmpty();
  }

  /** Waits no longer. */
  remove(keys: ReadonlySet<number>): void {
    for (const batch of this.batches) batch.waiting = batch.waiting.filter((key) => !keys.has(key));
    this.dropEmpty();
  }

  private dropEmpty(): void {
    this.batches = this.batches.filter(({ active, waiting }) => active > 0 || waiting.length > 0);
  }

  private batch(id: string): Batch {
    const known = this.batches.find((one) => one.id === id);
    if (known) return known;
    const made = { id, waiting: [], active: 0 };
    this.batches.push(made);
    return made;
  }
}
