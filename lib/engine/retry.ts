import { isAppError } from "@/lib/errors/app-error";

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

/**
 * Milliseconds to wait before the next attempt, or undefined when there must be none: the failure isn't worth
 * retrying, the attempts are used up, or the other side asks for longer than we wait. Grows twofold with every
 * attempt, half of it random so that many runs don't come back at once; never shorter than `retryAfterMs`.
 */
export function retryDelay(
  error: unknown,
  attempt: number,
  options: { readonly maxAttempts: number; readonly random: () => number },
): number | undefined {
  if (!isAppError(error) || !error.retryable || attempt >= options.maxAttempts) return undefined;
  const full = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), LONGEST_DELAY_MS);
  const delay = full / 2 + (full / 2) * options.random();
  const asked = error.retryAfterMs ?? 0;
  return asked > LONGEST_DELAY_MS ? undefined : Math.round(Math.max(delay, asked));
}

/** Waits, or rejects with the signal's reason as soon as it's aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
