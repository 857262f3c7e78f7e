/** Silence after which a line without meaning keeps proxies from closing the connection. */
const HEARTBEAT_MS = 10_000;

export const EVENT_STREAM_HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-cache, no-transform",
  // nginx would hold back what is small.
  "X-Accel-Buffering": "no",
} as const;

type Next = IteratorResult<string, void>;

/**
 * The pieces of a generator as a response body. A piece is taken when the reader is ready for it: with a slow reader the
 * generator waits. Ends it when the reader leaves. A failure in the middle breaks the stream off.
 */
export function eventStream(
  pieces: AsyncGenerator<string, void>,
  abort: AbortController,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: Promise<Next> | null = null;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      next ??= pieces.next();
      const result = await inTime(next);
      if (result === null) {
        controller.enqueue(encoder.encode(": still here\n\n"));
        return;
      }
      next = null;
      if (result.done === true) controller.close();
      else controller.enqueue(encoder.encode(result.value));
    },
    cancel() {
      abort.abort();
    },
  });
}

/** The result, or null when it takes longer than a heartbeat. */
async function inTime(next: Promise<Next>): Promise<Next | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      resolve(null);
    }, HEARTBEAT_MS);
  });
  try {
    return await Promise.race([next, late]);
  } finally {
    clearTimeout(timer);
  }
}
