import { nanoid } from "nanoid";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ChosenFile } from "./choose-files";
import { paceOf, withSample, type Pace, type Sample } from "./pace";
import type { DocumentToSend, SendOptions } from "./send-document";
import { Turns } from "./turns";
import {
  totalsOf,
  unfinishedOf,
  type UploadItem,
  type UploadState,
  type UploadTotals,
} from "./upload-item";

/** Where the files go: a source, or how to make one when the first file comes. */
export type UploadTarget = string | (() => Promise<string>);

/** What the queue needs from outside. */
export interface UploadPorts {
  send(document: DocumentToSend, options: SendOptions): Promise<void>;
  /** Nobody will go on with it: what is there of it can go. */
  giveUp(document: DocumentToSend): void;
  /** Called after each stored file, and after a source was made. */
  onChanged(): void;
}

export interface UploadsSnapshot {
  /** In the order they were given. */
  readonly items: readonly UploadItem[];
  readonly totals: UploadTotals;
  /** Null while it can't be told. */
  readonly pace: Pace | null;
}

/** More at once would only make each slower. */
const AT_ONCE = 3;
/** Progress comes faster than anybody can read: it is shown in batches this far apart. */
const SHOWN_EVERY_MS = 200;
const NOTHING: UploadsSnapshot = { items: [], totals: totalsOf([]), pace: null };

/** Files on their way into the workspace, whichever page they were added on. */
export class UploadQueue {
  readonly store: StoreApi<UploadsSnapshot> = createStore(() => NOTHING);
  private readonly items = new Map<number, UploadItem>();
  private readonly documents = new Map<number, () => Promise<DocumentToSend>>();
  private readonly running = new Map<number, AbortController>();
  private readonly turns = new Turns();
  private samples: Sample[] = [];
  private nextKey = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: UploadPorts) {}

  /** Takes files that were added together; those with a problem are only shown. */
  add(files: readonly ChosenFile[], target: UploadTarget): void {
    const source = once(target, () => this.ports.onChanged());
    const good = files.filter(({ problem }) => problem === null);
    const batch = good.length > 1 ? nanoid() : undefined;
    const keys: number[] = [];
    for (const { file, folder, problem } of files) {
      const key = this.nextKey++;
      const about = { key, name: file.name, folder, size: file.size, sent: 0, resumed: null };
      this.items.set(key, { ...about, state: problem ? "left-out" : "waiting", error: problem });
      if (problem) continue;
      keys.push(key);
      this.documents.set(key, async () => ({ sourceId: await source(), file, folder, batch }));
    }
    this.turns.add(batch ?? nanoid(), keys);
    this.show();
    this.fill();
  }

  pause(keys: readonly number[] = this.keysIn("waiting", "sending", "offline")): void {
    this.halt(keys, "paused");
  }

  resume(keys: readonly number[] = this.keysIn("paused")): void {
    this.requeue(keys, "first");
  }

  /** Tries again what failed or was stopped. */
  retry(keys: readonly number[] = this.keysIn("failed")): void {
    this.requeue(keys, "last");
  }

  /** Stops for good; what is there of them is removed. */
  stop(keys: readonly number[] = this.keysIn("waiting", "sending", "offline", "paused")): void {
    this.halt(keys, "stopped");
    for (const key of keys) {
      const begun = (this.items.get(key)?.sent ?? 0) > 0;
      this.change(key, { sent: 0, resumed: null });
      if (begun)
        void this.documents
          .get(key)?.()
          .then((document) => this.ports.giveUp(document));
    }
    this.show();
  }

  /** Forgets all that have come to their end. */
  clear(): void {
    for (const key of this.keysIn("done", "failed", "stopped", "left-out")) {
      this.items.delete(key);
      this.documents.delete(key);
    }
    this.show();
  }

  private keysIn(...states: UploadState[]): number[] {
    return [...this.items.values()]
      .filter(({ state }) => states.includes(state))
      .map(({ key }) => key);
  }

  private halt(keys: readonly number[], state: "paused" | "stopped"): void {
    this.turns.remove(new Set(keys));
    for (const key of keys) {
      this.change(key, { state });
      this.running.get(key)?.abort();
    }
    this.show();
  }

  private requeue(keys: readonly number[], place: "first" | "last"): void {
    // Backwards, so that the first of them ends up as the first.
    for (const key of place === "first" ? [...keys].reverse() : keys) {
      this.change(key, { state: "waiting", error: null });
      // One that is still letting go queues itself when it has.
      if (!this.running.has(key)) this.turns.again(key, place);
    }
    this.show();
    this.fill();
  }

  private fill(): void {
    while (this.running.size < AT_ONCE) {
      const key = this.turns.next();
      if (key === undefined) return;
      void this.run(key);
    }
  }

  private async run(key: number): Promise<void> {
    const abort = new AbortController();
    const { signal } = abort;
    this.running.set(key, abort);
    // What comes in after a pause would undo it.
    const report = (part: Partial<UploadItem>) => !signal.aborted && this.change(key, part);
    report({ state: "sending", sent: 0, resumed: null });
    try {
      const document = await this.documents.get(key)?.();
      signal.throwIfAborted();
      if (!document) return;
      await this.ports.send(document, {
        signal,
        onProgress: (sent) => report({ sent }),
        onPresent: (resumed) => {
          report({ resumed });
          // They took no time now, so they say nothing about the pace.
          this.samples = [];
        },
        onOffline: (offline) => report({ state: offline ? "offline" : "sending" }),
      });
      // Even if it was halted in the last moment: it is there.
      this.change(key, { state: "done", sent: document.file.size });
      this.ports.onChanged();
    } catch (error) {
      report({ state: "failed", error, sent: 0 });
    } finally {
      this.running.delete(key);
      this.turns.end(key);
      if (this.items.get(key)?.state === "waiting") this.turns.again(key, "first");
      this.fill();
    }
  }

  private change(key: number, part: Partial<UploadItem>): void {
    const item = this.items.get(key);
    if (!item) return;
    this.items.set(key, { ...item, ...part });
    this.timer ??= setTimeout(() => this.show(), SHOWN_EVERY_MS);
  }

  private show(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const items = [...this.items.values()];
    const totals = totalsOf(items);
    this.store.setState({ items, totals, pace: this.pace(totals) });
  }

  private pace(totals: UploadTotals): Pace | null {
    if (unfinishedOf(totals) === 0 || totals.counts.sending === 0) {
      this.samples = [];
      return null;
    }
    const { sent: bytes, counts } = totals;
    this.samples = withSample(this.samples, { at: Date.now(), bytes, files: counts.done });
    const left = { bytes: totals.bytes - bytes, files: totals.files - counts.done };
    return paceOf(this.samples, left);
  }
}

/** All files of one drop go to one source, also when it has to be made first; making it can be tried again. */
function once(target: UploadTarget, onMade: () => void): () => Promise<string> {
  if (typeof target === "string") return () => Promise.resolve(target);
  let made: Promise<string> | undefined;
  return () => {
    if (made) return made;
    made = target();
    made.then(onMade, () => (made = undefined));
    return made;
  };
}
