/** A file or a folder of a drive. What only one service knows of it is in `facets`. */
export interface Entry<Share> {
  readonly id: string;
  readonly driveId: string;
  readonly folder: boolean;
  /** Null for the root of the drive. */
  parentId: string | null;
  name: string;
  content: Buffer | string;
  mimeType: string;
  readonly createdAt: Date;
  modifiedAt: Date;
  /** Grows with every change, `contentVersion` with those of the content. */
  version: number;
  contentVersion: number;
  state: "live" | "trashed" | "gone";
  /** Whether what is shared above counts here too. */
  inherits: boolean;
  shares: Share[];
  facets: Readonly<Record<string, unknown>>;
}

export interface Seed<Share> {
  readonly id?: string | undefined;
  readonly parentId: string;
  readonly name: string;
  readonly folder?: boolean | undefined;
  readonly content?: Buffer | string | undefined;
  readonly mimeType?: string | undefined;
  readonly modifiedAt?: Date | undefined;
  readonly shares?: readonly Share[] | undefined;
  readonly inherits?: boolean | undefined;
  readonly facets?: Readonly<Record<string, unknown>> | undefined;
}

/** One line of the log of changes. */
export interface Change {
  readonly sequence: number;
  readonly id: string;
  readonly driveId: string;
  readonly what: "content" | "place" | "access" | "state";
}

/**
 * Drives with their files and folders, and one log of everything that happened to them. As the services do, a change of a folder
 * is one line: what it means for the files inside is for the reader to find out.
 */
export class FileTree<Share extends { readonly id: string }> {
  readonly entries = new Map<string, Entry<Share>>();
  readonly log: Change[] = [];
  readonly #children = new Map<string, Set<string>>();
  readonly #newId: (count: number) => string;
  readonly #onChange: (entry: Entry<Share>) => void;
  #count = 0;

  /** `onChange` is called before and after each change. */
  constructor(
    newId: (count: number) => string,
    onChange: (entry: Entry<Share>) => void = () => undefined,
  ) {
    this.#newId = newId;
    this.#onChange = onChange;
  }

  /** The number of the last change. */
  get now(): number {
    return this.log.at(-1)?.sequence ?? 0;
  }

  addDrive(driveId: string, rootId: string, shares: readonly Share[] = []): Entry<Share> {
    return this.#add(driveId, null, {
      id: rootId,
      parentId: "",
      name: "root",
      folder: true,
      shares,
    });
  }

  create(seed: Seed<Share>): Entry<Share> {
    const parent = this.get(seed.parentId);
    if (!parent.folder) throw new Error(`${parent.name} is no folder`);
    return this.#add(parent.driveId, parent.id, seed);
  }

  get(id: string): Entry<Share> {
    const entry = this.entries.get(id);
    if (!entry) throw new Error(`nothing has the id ${id}`);
    return entry;
  }

  /** What lies directly inside, whatever its state. */
  childrenOf(id: string): Entry<Share>[] {
    return [...(this.#children.get(id) ?? [])].map((child) => this.get(child));
  }

  /** The folders above, the nearest first. */
  *above(entry: Entry<Share>): Generator<Entry<Share>> {
    for (let at = entry; at.parentId !== null;) {
      at = this.get(at.parentId);
      yield at;
    }
  }

  /** Whether it and everything above it is live. */
  isLive(entry: Entry<Share>): boolean {
    if (entry.state !== "live") return false;
    for (const folder of this.above(entry)) if (folder.state !== "live") return false;
    return true;
  }

  edit(id: string, content: Buffer | string, modifiedAt = new Date()): void {
    this.#change(id, "content", (entry) => {
      Object.assign(entry, { content, modifiedAt });
      entry.contentVersion += 1;
    });
  }

  rename(id: string, name: string): void {
    this.#change(id, "place", (entry) => {
      entry.name = name;
    });
  }

  move(id: string, parentId: string): void {
    const parent = this.get(parentId);
    if (parent.id === id || [...this.above(parent)].some((folder) => folder.id === id)) {
      throw new Error("a folder can't be moved into itself");
    }
    this.#change(id, "place", (entry) => {
      if (entry.driveId !== parent.driveId) throw new Error("can't be moved to another drive");
      if (entry.parentId !== null) this.#children.get(entry.parentId)?.delete(id);
      entry.parentId = parentId;
      this.#inside(parentId).add(id);
    });
  }

  /** A new version without new content, as opening some documents makes. */
  touch(id: string, facets: Readonly<Record<string, unknown>> = {}): void {
    this.#change(id, "content", (entry) => {
      entry.facets = { ...entry.facets, ...facets };
    });
  }

  trash(id: string): void {
    this.#change(id, "state", (entry) => {
      entry.state = "trashed";
    });
  }

  restore(id: string): void {
    this.#change(id, "state", (entry) => {
      if (entry.state === "gone") throw new Error("it is gone for good");
      entry.state = "live";
    });
  }

  /** For good, with everything inside; only the thing itself is in the log. */
  purge(id: string): void {
    this.#change(id, "state", (entry) => {
      const pending = [entry];
      for (let next = pending.pop(); next; next = pending.pop()) {
        next.state = "gone";
        pending.push(...this.childrenOf(next.id));
      }
    });
  }

  share(id: string, share: Share): void {
    this.#change(id, "access", (entry) => {
      entry.shares = [...entry.shares.filter((held) => held.id !== share.id), share];
    });
  }

  unshare(id: string, shareId: string): void {
    this.#change(id, "access", (entry) => {
      entry.shares = entry.shares.filter((held) => held.id !== shareId);
    });
  }

  setInherits(id: string, inherits: boolean): void {
    this.#change(id, "access", (entry) => {
      entry.inherits = inherits;
    });
  }

  /** What counts for an entry: its own, and what it inherits. */
  sharesOf(entry: Entry<Share>): Share[] {
    const shares = [...entry.shares];
    let inherits = entry.inherits;
    for (const folder of this.above(entry)) {
      if (!inherits) break;
      shares.push(...folder.shares);
      inherits = folder.inherits;
    }
    return shares;
  }

  #inside(id: string): Set<string> {
    const inside = this.#children.get(id) ?? new Set<string>();
    this.#children.set(id, inside);
    return inside;
  }

  #add(driveId: string, parentId: string | null, seed: Seed<Share>): Entry<Share> {
    const modifiedAt = seed.modifiedAt ?? new Date();
    const entry: Entry<Share> = {
      id: seed.id ?? this.#newId(++this.#count),
      driveId,
      parentId,
      folder: seed.folder ?? false,
      name: seed.name,
      content: seed.content ?? "",
      mimeType: seed.mimeType ?? "text/plain",
      createdAt: modifiedAt,
      modifiedAt,
      version: 1,
      contentVersion: 1,
      state: "live",
      inherits: seed.inherits ?? true,
      shares: [...(seed.shares ?? [])],
      facets: seed.facets ?? {},
    };
    if (this.entries.has(entry.id)) throw new Error(`${entry.id} is there already`);
    this.entries.set(entry.id, entry);
    if (parentId !== null) this.#inside(parentId).add(entry.id);
    this.#write(entry, "state");
    this.#onChange(entry);
    return entry;
  }

  #change(id: string, what: Change["what"], change: (entry: Entry<Share>) => void): void {
    const entry = this.get(id);
    this.#onChange(entry);
    change(entry);
    entry.version += 1;
    this.#write(entry, what);
    this.#onChange(entry);
  }

  #write({ id, driveId }: Entry<Share>, what: Change["what"]): void {
    this.log.push({ sequence: this.now + 1, id, driveId, what });
  }
}
