/**
 * What kind of failure it is; adapters (tRPC, route handlers, jobs) map it to a status once.
 * `retryable` failures may succeed when tried again without changing anything.
 */
export type ErrorKind =
  | "bad-request"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "too-large"
  | "rate-limited"
  | "unavailable"
  | "cancelled"
  | "internal";

type Detail = string | number | boolean | null;

export interface AppErrorOptions {
  /** Values for the user's message; never secrets, they reach the browser. */
  params?: Readonly<Record<string, Detail>>;
  retryable?: boolean;
  /** Milliseconds the other side asked us to wait (Retry-After). */
  retryAfterMs?: number;
  cause?: unknown;
}

/** On every {@link AppError}, whichever copy of this module made it. */
const MARK = Symbol.for("groundwork.app-error");

/**
 * A failure we understand. `code` is stable and names the message `errors.<code>` of the catalogue, which says
 * what happened, why and what to do. `message` is for the log only and never reaches a user.
 */
export class AppError extends Error {
  readonly params: Readonly<Record<string, Detail>>;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    options: AppErrorOptions = {},
  ) {
    super(code, { cause: options.cause });
    this.name = "AppError";
    this.params = options.params ?? {};
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }

  get [MARK](): true {
    return true;
  }
}

/**
 * Narrows an unknown value caught in a `catch` clause. Not by `instanceof`: the web server loads this module more than once
 * (its start, its pages and its routes), and what the start opened throws errors that routes have to understand.
 */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && MARK in error;
}

/** True for our own cancellation and for the DOM AbortError that `fetch` and timers throw. */
export function isCancellation(error: unknown): boolean {
  if (isAppError(error)) return error.kind === "cancelled";
  return error instanceof Error && error.name === "AbortError";
}
