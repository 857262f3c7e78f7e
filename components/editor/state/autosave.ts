import { diffGraphs, type GraphChange } from "@/lib/graph/diff";
import type { Graph } from "@/lib/graph/document";
import { mergeGraphs, type MergeConflict } from "@/lib/graph/merge";
import { sameJson } from "@/lib/graph/same-json";
import { applyChoices, type Choices } from "./conflicts";
import type { Journal, JournalEntry } from "./journal";

export type SyncStatus =
  /** The server has confirmed everything. */
  | "saved"
  /** Something waits to be sent, or is being sent. */
  | "saving"
  /** Sending failed in a way that may pass; it's tried again by itself. */
  | "retrying"
  /** The server refused for a reason that does not pass by itself. */
  | "refused"
  /** Someone else changed the same things; nothing is sent until somebody chooses. */
  | "conflict";

/** Something that happened to the document without this person's doing. */
export type SyncNotice =
  | { readonly kind: "restored"; readonly at: number; readonly before: Graph }
  | { readonly kind: "merged"; readonly changes: readonly GraphChange[]; readonly before: Graph };

export interface Conflict {
  readonly conflicts: readonly MergeConflict[];
  /** What was changed elsewhere. */
  readonly changes: readonly GraphChange[];
}

export interface SyncState {
  readonly status: SyncStatus;
  readonly error: unknown;
  readonly notice: SyncNotice | null;
  readonly conflict: Conflict | null;
}

export interface Version {
  readonly graph: Graph;
  readonly revision: number;
}

export interface AutosaveOptions {
  /** What the server has. */
  readonly base: Version;
  readonly journal: Journal;
  /** The document as it is now, and a way to put in a merged or restored one. */
  readonly document: { get(): Graph; replace(graph: Graph): void };
  readonly server: {
    /** Gives the new revision; rejects with a failure that `failureOf` can name. */
    save(graph: Graph, baseRevision: number): Promise<{ revision: number }>;
    load(): Promise<Version>;
  };
  /** Whether somebody else saved first, whether trying again may help, or neither. */
  readonly failureOf: (error: unknown) => "stale" | "passing" | "lasting";
  readonly onState: (state: SyncState) => void;
}

const QUIET_MS = 600;
const JOURNAL_MS = 200;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

/**
 * Sends the document to the server whenever it has been quiet for a moment. One request at a time; `saved` is said
 * only when the server has confirmed exactly what is on the screen. Nobody's work is overwritten: a save names the
 * revision it was made from, and what others did meanwhile is merged in, or asked about.
 */
export class Autosave {
  private base: Version;
  private state: SyncState = { status: "saved", error: null, notice: null, conflict: null };
  private theirs: Version | null = null;
  private lastSent: Graph | null = null;
  private sending: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private journalTimer: ReturnType<typeof setTimeout> | undefined;
  private retryMs = FIRST_RETRY_MS;
  private stopped = false;

  constructor(private readonly options: AutosaveOptions) {
    this.base = options.base;
  }

  /** Begins, or goes on after `stop`, with the edits of a tab that was closed before they arrived. */
  start(): void {
    this.stopped = false;
    const entry = this.options.journal.read();
    if (entry === null) return;
    if (sameJson(entry.graph, this.base.graph) || sameJson(entry.graph, entry.base.graph)) {
      this.options.journal.clear(entry.base.revision);
      return;
    }
    this.takeUp(entry);
  }

  /** Tells that the document changed; it's sent after a moment of quiet. */
  changed(): void {
    if (this.state.status !== "conflict") {
      // What is on its way would undo an undone edit again: only its answer can confirm.
      if (this.isConfirmed() && this.sending === null) return this.confirm();
      this.update({ status: this.state.status === "retrying" ? "retrying" : "saving" });
      this.schedule(QUIET_MS);
    }
    this.journalTimer ??= setTimeout(() => this.writeJournal(), JOURNAL_MS);
  }

  /** Sends now what isn't sent yet. Resolves when everything is confirmed, or sending failed; true if confirmed. */
  async flush(): Promise<boolean> {
    while (!this.isConfirmed() && !this.stopped) {
      if (this.state.status === "conflict") return false;
      await this.send();
      if (this.state.status === "retrying" || this.state.status === "refused") return false;
    }
    return this.isConfirmed();
  }

  /** What is on the screen as the server has it, sent first where it isn't there yet; null when that failed. */
  async saved(): Promise<Version | null> {
    return (await this.flush()) ? this.base : null;
  }

  /** Looks whether somebody saved elsewhere, and takes it in. For when a tab comes back to the front. */
  async refresh(): Promise<void> {
    if (this.sending !== null || this.state.status === "conflict" || this.stopped) return;
    const theirs = await this.options.server.load().catch(() => null);
    // A save that was made meanwhile knows better.
    if (theirs !== null && theirs.revision > this.base.revision) this.meet(theirs);
  }

  /** Settles a conflict: for each, whose change stands. */
  resolve(choices: Choices): void {
    if (this.theirs === null) return;
    const { theirs } = this;
    const graph = applyChoices(
      { base: this.base.graph, mine: this.options.document.get(), theirs: theirs.graph },
      choices,
    );
    this.theirs = null;
    this.adopt(theirs);
    this.update({ status: "saving", conflict: null });
    this.options.document.replace(graph);
    this.settled();
  }

  dismissNotice(): void {
    this.update({ notice: null });
  }

  /** Keeps in the browser what isn't confirmed, for a page that is about to go; null when all is. */
  unsent(): { graph: Graph; baseRevision: number } | null {
    if (this.isConfirmed()) return null;
    this.writeJournal();
    return { graph: this.options.document.get(), baseRevision: this.base.revision };
  }

  /** Sends nothing any more; what isn't confirmed stays in the journal. */
  stop(): void {
    this.unsent();
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.journalTimer);
  }

  private isConfirmed(): boolean {
    return sameJson(this.options.document.get(), this.base.graph);
  }

  private confirm(): void {
    clearTimeout(this.timer);
    this.options.journal.clear(this.base.revision);
    this.update({ status: "saved", error: null });
  }

  private takeUp(entry: JournalEntry): void {
    const before = this.base.graph;
    this.base = entry.base;
    this.options.document.replace(entry.graph);
    this.update({ status: "saving", notice: { kind: "restored", at: entry.at, before } });
    this.schedule(0);
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.send(), delay);
  }

  private send(): Promise<void> {
    clearTimeout(this.timer);
    this.sending ??= this.sendOnce().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  private async sendOnce(): Promise<void> {
    if (this.stopped || this.state.status === "conflict" || this.isConfirmed()) return;
    const graph = this.options.document.get();
    const { base } = this;
    this.update({ status: this.state.status === "retrying" ? "retrying" : "saving" });
    this.lastSent = graph;
    try {
      const { revision } = await this.options.server.save(graph, base.revision);
      this.retryMs = FIRST_RETRY_MS;
      this.adopt({ graph, revision });
      this.settled();
    } catch (error) {
      await this.failed(error);
    }
  }

  private async failed(error: unknown): Promise<void> {
    const failure = this.options.failureOf(error);
    if (failure === "lasting") return this.update({ status: "refused", error });
    if (failure === "stale") {
      const theirs = await this.options.server.load().catch(() => null);
      if (theirs !== null) return this.meet(theirs);
    }
    this.update({ status: "retrying", error });
    this.schedule(this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
  }

  /** The server has a newer version. It may be what was sent last: then only the confirmation had been lost. */
  private meet(theirs: Version): void {
    if (this.lastSent !== null && sameJson(theirs.graph, this.lastSent)) {
      this.adopt(theirs);
      return this.settled();
    }
    const before = this.options.document.get();
    const changes = diffGraphs(this.base.graph, theirs.graph);
    const { merged, conflicts } = mergeGraphs(this.base.graph, before, theirs.graph);
    if (conflicts.length > 0) {
      this.theirs = theirs;
      return this.update({ status: "conflict", conflict: { conflicts, changes } });
    }
    this.adopt(theirs);
    const seen = changes.length === 0 || sameJson(merged, before);
    this.update({ status: "saving", notice: seen ? null : { kind: "merged", changes, before } });
    if (!seen) this.options.document.replace(merged);
    this.settled();
  }

  /** A newer version is known; what the document has beyond it is still to be sent. */
  private settled(): void {
    if (this.isConfirmed()) return this.confirm();
    this.update({ status: "saving", error: null });
    this.writeJournal();
    this.schedule(QUIET_MS);
  }

  /** From now on, edits are edits of this version. */
  private adopt(version: Version): void {
    this.options.journal.clear(this.base.revision);
    this.base = version;
  }

  private writeJournal(): void {
    clearTimeout(this.journalTimer);
    this.journalTimer = undefined;
    if (this.isConfirmed()) return;
    const { base, options } = this;
    options.journal.write({ base, graph: options.document.get(), at: Date.now() });
  }

  private update(change: Partial<SyncState>): void {
    const next = { ...this.state, ...change };
    const keys = Object.keys(change) as (keyof SyncState)[];
    if (keys.every((key) => next[key] === this.state[key])) return;
    this.state = next;
    this.options.onState(this.state);
  }
}
