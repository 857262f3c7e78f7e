import { isTerminal, type RunEvent } from "@/lib/graph/run-events";

/** Who follows a run: each event once, in order; `end` once, unless the terminal event came, with what went wrong. */
export interface Follower {
  readonly event: (event: RunEvent) => void;
  readonly end: (error: unknown) => void;
}

/** Follows a run after the event with this number; gives a function that stops following. */
export type Resume = (after: number, follower: Follower) => () => void;

/**
 * Silence after which the stream is taken for dead. A model may think for longer; the run is then resumed, which
 * looks for itself whether its connection lives.
 */
const SILENCE_MS = 8000;

/**
 * Follows a run along the stream that came with its start, and resumes where that breaks off. Gives a function that
 * stops following.
 */
export function followFromStart(
  stream: AsyncIterable<readonly RunEvent[]>,
  resume: Resume,
  follower: Follower,
): () => void {
  let last = 0;
  let stopped = false;
  let over = false;
  let stopResumed = () => {};
  const hand = (event: RunEvent) => {
    last = event.seq;
    over = isTerminal(event);
    follower.event(event);
  };
  const iterator = stream[Symbol.asyncIterator]();
  void (async () => {
    try {
      while (!stopped && !over) {
        const next = await beforeSilence(iterator.next());
        if (next === SILENT || next.done === true) break;
        for (const event of stopped ? [] : next.value) hand(event);
      }
    } catch {
      // A connection that broke: the run goes on, and so does following it.
    }
    if (!stopped && !over) stopResumed = resume(last, follower);
    leave(iterator);
  })();
  return () => {
    stopped = true;
    stopResumed();
    leave(iterator);
  };
}

const SILENT = Symbol("silent");

function beforeSilence<T>(next: Promise<T>): Promise<T | typeof SILENT> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<typeof SILENT>((resolve) => {
    timer = setTimeout(() => resolve(SILENT), SILENCE_MS);
  });
  return Promise.race([next, silence]).finally(() => clearTimeout(timer));
}

/** Says that no more is wanted; whether the other side hears it doesn't matter. */
function leave(iterator: AsyncIterator<unknown>): void {
  void iterator.return?.().catch(() => undefined);
}
