/** Whoever may read more by now is asked about anew after so many milliseconds. */
const KEPT_MS = 10 * 60_000;
const MOST = 2_000;

/**
 * Which share of the nearest passages turned out to be visible, by whose eyes and filters: a search looks up as many as it will
 * need at once. Only a guess that makes it quick; what is visible is the database's to say.
 */
export class VisibleShares {
  private readonly shares = new Map<string, { share: number; until: number }>();

  /** 1 where nothing is known. */
  of(key: string): number {
    const known = this.shares.get(key);
    return known && known.until > performance.now() ? known.share : 1;
  }

  note(key: string, share: number): void {
    const known = this.shares.get(key);
    const isOver = !known || known.until <= performance.now();
    this.shares.delete(key);
    this.shares.set(key, { share, until: isOver ? performance.now() + KEPT_MS : known.until });
    const [oldest] = this.shares.keys();
    if (this.shares.size > MOST && oldest !== undefined) this.shares.delete(oldest);
  }
}

const holder: typeof globalThis & { groundworkShares?: VisibleShares } = globalThis;

/** That of this process. */
export function visibleShares(): VisibleShares {
  return (holder.groundworkShares ??= new VisibleShares());
}
