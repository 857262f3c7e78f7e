import "server-only";
import { isTerminal, type RunEvent } from "@/lib/graph/run-events";

/** Shorter than a person notices, long enough for the steps before an answer to travel together. */
const WINDOW_MS = 16;

const CLOSED = Symbol("closed");

/**
 * The same events in fewer pieces, as every piece is work for server, network and browser. The first token and the
 * end go out at once with what waits before them, other events after 16 ms at most. Ends, or breaks, as its source
 * does, after what came before.
 */
export async function* inBatches(
  events: AsyncGenerator<RunEvent, void>,
): AsyncGenerator<RunEvent[], void> {
  let answering = false;
  const closes = (event: RunEvent) => isTerminal(event) || (event.type === "token" && !answering);
  let next = pull(events);
  try {
    for (let first = await next; "event" in first; first = await next) {
      const batch = [first.event];
      let last = first.event;
      const window = startWindow();
      next = pull(events);
      while (!closes(last)) {
        const more = await Promise.race([next, window.closed]);
        if (more === CLOSED || !("event" in more)) break;
        last = more.event;
        batch.push(last);
        next = pull(events);
      }
      window.clear();
      answering ||= last.type === "token";
      yield batch;
    }
    const end = await next;
    if ("error" in end) throw end.error;
  } finally {
    void events.return();
  }
}

type Pulled = { event: RunEvent } | { error: unknown } | { done: true };

/** The next event, or how the source came to its end; never rejects, as nobody may be waiting for it. */
function pull(events: AsyncGenerator<RunEvent, void>): Promise<Pulled> {
  return events.next().then(
    (result): Pulled => (result.done === true ? { done: true } : { event: result.value }),
    (error: unknown): Pulled => ({ error }),
  );
}

function startWindow(): { closed: Promise<typeof CLOSED>; clear: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const closed = new Promise<typeof CLOSED>((resolve) => {
    timer = setTimeout(() => {
      resolve(CLOSED);
    }, WINDOW_MS);
  });
  return {
    closed,
    clear: () => {
      clearTimeout(timer);
    },
  };
}
