import type { Look } from "@/lib/publication/protocol";

/** What a browser keeps of a publication from page to page. */
export interface Kept {
  readonly visitor?: string;
  readonly conversationId?: string;
  /** The file that was last sent to a form. */
  readonly batchId?: string;
  readonly look?: Look;
  /** When the look was fetched, in milliseconds since 1970. */
  readonly lookAt?: number;
  /** Whether the chat was open on the page before. */
  readonly open?: boolean;
}

/**
 * Keeps it in the storage of the page's own origin, where no rule about third parties applies; in memory alone where
 * that is closed, full or shared with nobody, so that the chat works until the page is left.
 */
export class Keeper {
  private kept: Kept;

  constructor(
    private readonly key: string,
    private readonly storage: Storage | null = openStorage(),
  ) {
    this.kept = this.stored();
  }

  read(): Kept {
    return this.kept;
  }

  write(change: Kept): void {
    this.kept = { ...this.kept, ...change };
    try {
      this.storage?.setItem(this.key, JSON.stringify(this.kept));
    } catch {
      // Full or closed meanwhile: memory has it.
    }
  }

  clear(): void {
    this.kept = {};
    try {
      this.storage?.removeItem(this.key);
    } catch {
      // As above.
    }
  }

  /** What was stored; anything that is not ours counts as nothing. */
  private stored(): Kept {
    try {
      const value: unknown = JSON.parse(this.storage?.getItem(this.key) ?? "{}");
      return typeof value === "object" && value !== null ? value : {};
    } catch {
      return {};
    }
  }
}

/** Reading the property alone throws where the browser blocks storage. */
function openStorage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
