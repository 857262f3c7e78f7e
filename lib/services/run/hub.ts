import "server-only";
import { isTerminal, type RunEvent } from "@/lib/graph/run-events";

/** A run of this process, from its start until it is stored. */
export interface LiveRun {
  /** All events so far, tokens too; position i holds seq i + 1. */
  readonly events: readonly RunEvent[];
  /** Aborts the run with everything it is waiting for. */
  cancel(): void;
  /** Yields the events after `seq`, waits for more, ends after the terminal one or when the signal is aborted. */
  follow(seq: number, signal: AbortSignal | undefined): AsyncGenerator<RunEvent, void>;
}

interface Entry extends LiveRun {
  push(event: RunEvent): void;
}

/** The runs of this process. */
export interface RunHub {
  open(runId: string, controller: AbortController): Entry;
  get(runId: string): LiveRun | undefined;
  /** Forgets a run; who follows it still gets all its events. */
  close(runId: string): void;
  readonly runIds: () => string[];
}

export function createRunHub(): RunHub {
  const entries = new Map<string, Entry>();
  return {
    open(runId, controller) {
      const entry = createEntry(controller);
      entries.set(runId, entry);
      return entry;
    },
    get: (runId) => entries.get(runId),
    close: (runId) => void entries.delete(runId),
    runIds: () => [...entries.keys()],
  };
}

function createEntry(controller: AbortController): Entry {
  const events: RunEvent[] = [];
  const wake = new Set<() => void>();

  return {
    events,
    cancel: () => {
      controller.abort();
    },
    push(event) {
      events.push(event);
      for (const notify of wake) notify();
    },
    async *follow(seq, signal) {
      let next = seq;
      while (!signal?.aborted) {
        const event = events[next];
        if (event) {
          next += 1;
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
        }
      }
    },
  };
}
