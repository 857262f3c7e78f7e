import pRetry from "p-retry";
import { errorCodeOf } from "@/lib/i18n/error-text";
import { SendError } from "./send-body";

export interface PersistOptions {
  signal: AbortSignal;
  /** Called when the server can't be reached, and when it can again. */
  onOffline: (offline: boolean) => void;
  /** Milliseconds before the second attempt; each next wait doubles. */
  firstWaitMs?: number;
}

/** Attempts on a server that answers with trouble of its own. */
const RETRIES = 5;
const LONGEST_WAIT_MS = 30_000;

/**
 * Tries again what may pass: a few times when the server is in trouble, for as long as it takes when it can't be
 * reached, at once when the browser notices that the connection is back.
 */
export async function persist<T>(attempt: () => Promise<T>, options: PersistOptions): Promise<T> {
  const { signal, onOffline, firstWaitMs = 1000 } = options;
  let unreached = 0;
  return pRetry(
    async () => {
      const result = await attempt();
      if (unreached > 0) onOffline(false);
      return result;
    },
    {
      signal,
      retries: RETRIES,
      minTimeout: firstWaitMs,
      maxTimeout: LONGEST_WAIT_MS,
      randomize: true,
      shouldRetry: ({ error }) => mayPass(error),
      shouldConsumeRetry: ({ error }) => !isOffline(error),
      onFailedAttempt: async ({ error }) => {
        if (!isOffline(error)) return;
        onOffline(true);
        await backOnline(Math.min(LONGEST_WAIT_MS, firstWaitMs * 2 ** unreached), signal);
        unreached += 1;
      },
    },
  );
}

export function isOffline(error: unknown): boolean {
  return errorCodeOf(error)?.code === "client.offline";
}

function mayPass(error: unknown): boolean {
  if (isOffline(error)) return true;
  if (error instanceof SendError) return error.mayPass;
  const status = statusOf(error);
  return status === 429 || status >= 500;
}

/** Of an answer to a tRPC call. */
function statusOf(error: unknown): number {
  const data = typeof error === "object" && error !== null && "data" in error ? error.data : null;
  const has = typeof data === "object" && data !== null && "httpStatus" in data;
  return has && typeof data.httpStatus === "number" ? data.httpStatus : 0;
}

/** Resolves when the connection may be back: the browser says so, or a while has passed. */
function backOnline(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
