import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { isLifecycle, isTerminal, type RunEvent } from "@/lib/graph/run-events";

/** Which run it is, and whose: its workspace, its conversation, and the person whose conversation it is. */
export interface RunIdentity {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string | null;
  /** Whose eyes the answer is for; null for anybody's. */
  readonly reader: string | null;
  readonly conversationId: string;
  readonly snapshotId: string;
}

/** A run of this process, from its start until it is stored. */
export interface LiveRun extends Omit<RunIdentity, "id"> {
  /** All events so far, tokens too; position i holds seq i + 1. */
  readonly events: readonly RunEvent[];
  /** Aborts the run with everything it is waiting for. */
  cancel(): void;
  /**
   * Yields the events after `seq`, waits for more, ends after the terminal one or when the signal is aborted. Tokens
   * that come faster than they are taken are joined: one event then carries the text of several and the seq of the
   * last, so that a follower who goes on after it misses none and gets none twice.
   */
  follow(seq: number, signal: AbortSignal | undefined): AsyncGenerator<RunEvent, void>;
}

interface Entry extends LiveRun {
  push(event: RunEvent): void;
}

/** The runs of this process. */
export interface RunHub {
  open(run: RunIdentity, controller: AbortController): Entry;
  get(runId: string): LiveRun | undefined;
  /** Forgets a run; who follows it still gets all its events. */
  close(runId: string): void;
  readonly runIds: () => string[];
}

export function createRunHub(): RunHub {
  const entries = new Map<string, Entry>();
  return {
    open(run, controller) {
      const entry = createEntry(run, controller);
      entries.set(run.id, entry);
      return entry;
    },
    get: (runId) => entries.get(runId),
    close: (runId) => void entries.delete(runId),
    runIds: () => [...entries.keys()],
  };
}

function createEntry(
  { workspaceId, userId, reader, conversationId, snapshotId }: RunIdentity,
  controller: AbortController,
): Entry {
  const events: RunEvent[] = [];
  const wake = new Set<() => void>();
  // A run that is over is kept for a while: with its events, not with all that it worked with.
  let atWork: AbortController | null = controller;

  return {
    ...{ workspaceId, userId, reader, conversationId, snapshotId },
    events,
    cancel: () => {
      atWork?.abort();
    },
    push(event) {
      if (isTerminal(event)) atWork = null;
      events.push(event);
      for (const notify of wake) notify();
    },
    async *follow(seq, signal) {
      let next = seq;
      let inAnswer = false;
      while (!signal?.aborted) {
        const event = joinedFrom(events, next);
        if (event) {
          next = event.seq;
          inAnswer = !isLifecycle(event);
          yield event;
          if (isTerminal(event)) return;
        } else {
          // Nothing can arrive between the look above and the registration here: both are in one turn.
          await new Promise<void>((resolve) => {
            const done = () => {
              wake.delete(done);
              signal?.removeEventListener("abort", done);
              resolve();
            };
            wake.add(done);
            signal?.addEventListener("abort", done);
          });
          // The first token goes out at once; those after it wait for what else the same packet brings.
          if (inAnswer) await nextTurn();
        }
      }
    },
  };
}

/** The event at `index`; a token together with those of the same node right after it. */
function joinedFrom(events: readonly RunEvent[], index: number): RunEvent | undefined {
  let joined = events[index];
  for (let at = index + 1; joined?.type === "token"; at += 1) {
    const event = events[at];
    if (event?.type !== "token" || event.nodeId !== joined.nodeId) break;
    joined = { ...event, text: joined.text + event.text };
  }
  return joined;
}
