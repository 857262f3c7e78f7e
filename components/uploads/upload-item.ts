import type { PresentParts } from "./send-document";

export type UploadState =
  /** Its turn has not come. */
  | "waiting"
  | "sending"
  /** Its turn has come, but the server can't be reached; goes on by itself. */
  | "offline"
  | "paused"
  | "done"
  | "failed"
  /** Somebody didn't want it any more. */
  | "stopped"
  /** Can't be read, so it was never sent. */
  | "left-out";

/** A file of a drop, as it is shown. */
export interface UploadItem {
  /** Counts up in the order the files were given. */
  readonly key: number;
  readonly name: string;
  readonly folder: string;
  /** Bytes. */
  readonly size: number;
  readonly sent: number;
  readonly state: UploadState;
  /** For `errors.<code>`, once it is `failed` or `left-out`. */
  readonly error: unknown;
  /** Parts that had been sent before; null when it was begun anew. */
  readonly resumed: PresentParts | null;
}

export interface UploadTotals {
  /** Files by state. */
  readonly counts: Readonly<Record<UploadState, number>>;
  /** Of what is or will be sent: neither left out nor stopped. */
  readonly files: number;
  readonly bytes: number;
  readonly sent: number;
}

export function totalsOf(items: Iterable<UploadItem>): UploadTotals {
  const counts = {
    waiting: 0,
    sending: 0,
    offline: 0,
    paused: 0,
    done: 0,
    failed: 0,
    stopped: 0,
    "left-out": 0,
  };
  const total = { files: 0, bytes: 0, sent: 0 };
  for (const { state, size, sent } of items) {
    counts[state] += 1;
    if (state === "left-out" || state === "stopped") continue;
    total.files += 1;
    total.bytes += size;
    total.sent += sent;
  }
  return { counts, ...total };
}

/** Files that would be lost with the page. */
export function unfinishedOf({ counts }: UploadTotals): number {
  return counts.waiting + counts.sending + counts.offline + counts.paused;
}

/** What happens and what needs attention first; otherwise as given. */
const RANKS: Readonly<Record<UploadState, number>> = {
  sending: 0,
  offline: 0,
  failed: 1,
  "left-out": 2,
  paused: 3,
  waiting: 4,
  stopped: 5,
  done: 6,
};

export function ranked(items: readonly UploadItem[]): UploadItem[] {
  return [...items].sort((a, b) => RANKS[a.state] - RANKS[b.state]);
}

export function needsAttention({ state }: Pick<UploadItem, "state">): boolean {
  return state === "failed" || state === "left-out";
}
