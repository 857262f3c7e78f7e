/** Somebody who asked to be told of changes. */
export interface Watch {
  readonly id: string;
  readonly address: string;
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Those who asked a service to be told of changes. */
export class Watches {
  readonly all = new Map<string, Watch>();

  live(): Watch[] {
    return [...this.all.values()].filter(({ until }) => until > Date.now());
  }

  /** As after its time. */
  expire(): void {
    for (const [id, watch] of this.all) this.all.set(id, { ...watch, until: 0 });
  }
}
