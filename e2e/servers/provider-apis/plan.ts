import { z } from "zod";

/** Failures of a whole request, played by the host before the service sees it. */
export const REQUEST_FAILURES = [
  /** The planned status, with the error body that the service documents for it. */
  "status",
  /** Accepts the call and never answers. */
  "hang",
  /** Status 200 and a page of HTML, as a proxy in between sends it. */
  "garbage",
] as const;

/** Failures in the middle of a stream, after its first pieces. */
export const STREAM_FAILURES = [
  /** Nothing more comes, the connection stays. */
  "hang-mid-stream",
  /** The connection drops. */
  "cut",
  /** Ends politely without the event that says why. */
  "end-early",
  /** An event that is not what the service documents. */
  "garbled-event",
  /** The service's own error event. */
  "error-event",
] as const;

/** What a service itself says no to, each in its own way. */
export const ANSWER_FAILURES = [
  /** The prompt does not fit. */
  "context-too-long",
  /** Nothing left to spend; waiting does not help. */
  "quota",
  /** The service's filter stopped the question or the answer. */
  "filtered",
  /** The answer reached its longest length. */
  "too-long",
] as const;

export const FAILURES = [...REQUEST_FAILURES, ...STREAM_FAILURES, ...ANSWER_FAILURES] as const;
export type Failure = (typeof FAILURES)[number];

export interface PlannedFailure {
  readonly mode: Failure;
  /** For `status`. */
  readonly status: number;
  /** Sent where the service has a way to say it. */
  readonly retryAfterSeconds: number | null;
}

/** Body of POST /control; each part is optional and stays until changed. */
export const controlSchema = z.object({
  /** Back to how the server started; done before the rest. */
  reset: z.boolean().optional(),
  fail: z
    .object({
      mode: z.enum(FAILURES),
      status: z.int().min(400).max(599).default(500),
      times: z.int().min(1).default(1),
      retryAfterSeconds: z.number().min(0).optional(),
    })
    .optional(),
  /** Milliseconds before the first byte of an answer. */
  delayMs: z.number().min(0).optional(),
  /** Milliseconds between the pieces of a stream. */
  pieceDelayMs: z.number().min(0).optional(),
  /** Length of embeddings. */
  dimension: z.int().min(1).max(4096).optional(),
  /** Whether the service offers streaming, where it may not. */
  streams: z.boolean().optional(),
});
export type Control = z.input<typeof controlSchema>;

/** One call of the API, for tests to look at. */
export interface Call {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** Null until the head of the answer is sent. */
  status: number | null;
  /** The answer was sent to its end. */
  finished: boolean;
  /** The client went away before that. */
  closedEarly: boolean;
  /** `performance.now()` of the end of the connection's exchange. */
  closedAt: number | null;
}

const START = { delayMs: 0, pieceDelayMs: 0, streams: true };

/** What a server was told and what it saw. */
export class Plan {
  calls: Call[] = [];
  delayMs = START.delayMs;
  pieceDelayMs = START.pieceDelayMs;
  streams = START.streams;
  dimension: number;
  readonly #initialDimension: number;
  #failures: PlannedFailure[] = [];

  constructor(dimension: number) {
    this.dimension = dimension;
    this.#initialDimension = dimension;
  }

  apply(change: Control): void {
    if (change.reset) {
      this.calls = [];
      this.#failures = [];
      Object.assign(this, START);
      this.dimension = this.#initialDimension;
    }
    if (change.fail) {
      const { mode, status = 500, times = 1, retryAfterSeconds = null } = change.fail;
      const failure = { mode, status, retryAfterSeconds };
      this.#failures.push(...Array.from({ length: times }, () => failure));
    }
    this.delayMs = change.delayMs ?? this.delayMs;
    this.pieceDelayMs = change.pieceDelayMs ?? this.pieceDelayMs;
    this.dimension = change.dimension ?? this.dimension;
    this.streams = change.streams ?? this.streams;
  }

  /** The next planned failure, if it is one of these: a failing stream must not be used up by the call that orders it. */
  take(modes: readonly Failure[]): PlannedFailure | null {
    const next = this.#failures[0];
    if (!next || !modes.includes(next.mode)) return null;
    this.#failures.shift();
    return next;
  }
}
