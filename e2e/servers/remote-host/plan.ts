import { z } from "zod";

/** What a call does instead of, or in the middle of, its answer. */
export const FAILURES = [
  /** The planned status, with the headers and the body of the plan or else the service's own words for it. */
  "status",
  /** Accepts the call and never answers. */
  "hang",
  /** The connection drops before a byte of the answer. */
  "drop",
  /** Status 200 and a page of HTML, as a proxy in between sends it. */
  "garbage",
  /** Status 200 and nothing. */
  "empty",
  /** What was asked is done, and then the planned status is answered. */
  "late",
  /** What was asked is done, and then the connection drops. */
  "lost",
  /** The answer, cut after `afterBytes`. */
  "cut",
] as const;

export const failureSchema = z.object({
  mode: z.enum(FAILURES).default("status"),
  /** A regular expression over `METHOD /path?query`; default: every call. */
  on: z.string().default(""),
  times: z.int().min(1).default(1),
  /** Calls that match and still go well before the first failure. */
  after: z.int().min(0).default(0),
  status: z.int().min(300).max(599).default(500),
  /** The service's own word for it, such as `activityLimitReached`. */
  code: z.string().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
  afterBytes: z.int().min(0).default(0),
});
export type PlannedFailure = z.output<typeof failureSchema>;
export type FailureInput = z.input<typeof failureSchema>;

/** One call, for tests to look at and to count. */
export interface Call {
  /** Which of the server's two origins it came to. */
  readonly origin: "api" | "download";
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly startedAt: number;
  /** Null until the head of the answer is sent. */
  status: number | null;
  /** Bytes of the answer's body that were sent. */
  bytes: number;
}

/** What a server was told to do wrong and what it saw. */
export class Plan {
  calls: Call[] = [];
  delayMs = 0;
  #failures: PlannedFailure[] = [];

  fail(input: FailureInput): void {
    const failure = failureSchema.parse(input);
    new RegExp(failure.on);
    this.#failures.push(failure);
  }

  /** The failure that this call plays, if one is planned for it. */
  take(line: string): PlannedFailure | null {
    const at = this.#failures.findIndex(({ on }) => new RegExp(on).test(line));
    const failure = this.#failures[at];
    if (!failure) return null;
    if (failure.after > 0) {
      this.#failures[at] = { ...failure, after: failure.after - 1 };
      return null;
    }
    if (failure.times > 1) this.#failures[at] = { ...failure, times: failure.times - 1 };
    else this.#failures.splice(at, 1);
    return failure;
  }

  forgetFailures(): void {
    this.#failures = [];
    this.delayMs = 0;
  }
}
