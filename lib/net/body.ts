import { describeFailure, timedOut, tooLarge } from "./failures";

/** One clock and one signal for a whole exchange, redirects and body included. */
export interface Deadline {
  /** Aborts when the time is up or the caller aborts. */
  readonly signal: AbortSignal;
  /** The error to report when the time was up; null when something else ended the exchange. */
  timedOut(host: string): Error | null;
  /** Stops the exchange now. */
  abort(reason: unknown): void;
  /** To be called when the exchange is over, or the timer and the listener stay behind. */
  clear(): void;
}

export function startDeadline(timeoutMs: number, callerSignal: AbortSignal | null): Deadline {
  const controller = new AbortController();
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    controller.abort();
  }, timeoutMs);
  timer.unref();
  const onAbort = () => {
    controller.abort(callerSignal?.reason);
  };
  callerSignal?.addEventListener("abort", onAbort, { once: true });
  return {
    signal: controller.signal,
    timedOut: (host) => (expired ? timedOut(host, "total") : null),
    abort: (reason) => {
      controller.abort(reason);
    },
    clear() {
      clearTimeout(timer);
      callerSignal?.removeEventListener("abort", onAbort);
    },
  };
}

interface BodyLimits {
  readonly host: string;
  readonly maxBytes: number;
  readonly deadline: Deadline;
  readonly onPiece: () => void;
}

/**
 * The same bytes, counted as they pass and never collected, so a stream stays a stream. Cancelling it closes the
 * connection; a failure of the network arrives as an AppError, the caller's abort as its own reason.
 */
export function limitBody(
  source: ReadableStream<Uint8Array>,
  { host, maxBytes, deadline, onPiece }: BodyLimits,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  let seen = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            deadline.clear();
            controller.close();
            return;
          }
          seen += value.byteLength;
          if (seen > maxBytes) throw tooLarge(host, maxBytes);
          onPiece();
          controller.enqueue(value);
        } catch (error) {
          deadline.clear();
          controller.error(failureOf(error, host, deadline));
          deadline.abort(error);
        }
      },
      async cancel(reason) {
        deadline.clear();
        await reader.cancel(reason);
        deadline.abort(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

function failureOf(error: unknown, host: string, deadline: Deadline): unknown {
  const expired = deadline.timedOut(host);
  if (expired) return expired;
  return deadline.signal.aborted ? deadline.signal.reason : describeFailure(error, host);
}
