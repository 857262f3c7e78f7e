import { z } from "zod";

/** What the next calls do instead of answering. */
export const FAILURES = [
  /** 401, the message repeating the key as some services do. */
  "unauthorized",
  /** 429 with Retry-After. */
  "rate-limited",
  /** 429 that waiting won't cure. */
  "quota",
  "server-error",
  /** The planned status with an error body, as a gateway in between may send it. */
  "status",
  "context-too-long",
  "content-filter",
  /** Accepts the call and never answers. */
  "hang",
  /** Sends the first pieces and then nothing. */
  "hang-mid-stream",
  /** Sends what isn't JSON, with status 200. */
  "garbage",
  /** Sends the first pieces and drops the connection. */
  "cut",
  /** Ends the answer politely but without a finish reason. */
  "end-early",
  /** Sends the first pieces and then an event that isn't JSON. */
  "garbled-event",
  /** Sends the first pieces and then an error in place of the next. */
  "error-event",
  /** The answer ends early, and says that a filter took the rest. */
  "filtered",
  /** The answer ends early, and says that it reached its longest length. */
  "too-long",
  /** The model declines, in the field that is meant for it. */
  "refusal",
] as const;
export type Failure = (typeof FAILURES)[number];

/** Body of POST /control; each part is optional and stays until changed. */
export const controlSchema = z.object({
  /** Back to how the server started; done before the rest. */
  reset: z.boolean().optional(),
  fail: z
    .object({
      mode: z.enum(FAILURES),
      times: z.number().int().min(1).default(1),
      /** Only calls of this path, such as `/v1/models`; others go well meanwhile. */
      on: z.string().optional(),
      /** Default: none, but 1 for `rate-limited`. */
      retryAfterSeconds: z.number().min(0).optional(),
      /** For the mode `status`. */
      status: z.number().int().min(400).max(599).default(500),
    })
    .optional(),
  /** Calls fail at random, the same ones for the same seed, each in one of these ways; null ends that. */
  chaos: z
    .object({
      share: z.number().min(0).max(1),
      seed: z.number().int(),
      ways: z
        .array(z.object({ mode: z.enum(FAILURES), status: z.number().int().optional() }))
        .min(1),
    })
    .nullable()
    .optional(),
  /** Milliseconds before the first byte of an answer. */
  delayMs: z.number().min(0).optional(),
  /** Milliseconds between the pieces of a stream. */
  pieceDelayMs: z.number().min(0).optional(),
  /** Length of embeddings for requests that don't ask for one. */
  dimension: z.number().int().min(1).max(4096).optional(),
  /** Said at the end of each answer, whatever it is. */
  alsoSay: z.string().optional(),
  /** Keeps to a JSON Schema that a prompt tells in words, as good models do; without, only to one in its field. */
  keepsToWords: z.boolean().optional(),
  /** Under which name scores are listed: Cohere and Jina say `results`, Voyage `data`. */
  rerankReply: z.enum(["results", "data"]).optional(),
});
export type Control = z.infer<typeof controlSchema>;

/** One call of the API, for tests to look at. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** Null until the head of the answer is sent. */
  status: number | null;
  /** The answer was sent to its end. */
  finished: boolean;
  /** The client went away before that. */
  closedEarly: boolean;
  /** Nothing of the call is open any more. */
  closed: boolean;
  /** Tokens it reported, null where it didn't. */
  usage: { readonly prompt_tokens: number; readonly completion_tokens: number } | null;
}

export interface PlannedFailure {
  readonly mode: Failure;
  readonly retryAfterSeconds: number | null;
  readonly status: number;
  readonly on?: string | undefined;
}

/** What a server was told and what it saw. */
export class ControlState {
  calls: Call[] = [];
  delayMs = 0;
  pieceDelayMs = 0;
  dimension: number;
  rerankReply: "results" | "data" = "results";
  alsoSay = "";
  keepsToWords = false;
  readonly #initialDimension: number;
  #failures: PlannedFailure[] = [];
  #chaos: (() => PlannedFailure | null) | null = null;

  constructor(dimension: number) {
    this.dimension = dimension;
    this.#initialDimension = dimension;
  }

  apply({
    reset,
    fail,
    delayMs,
    pieceDelayMs,
    dimension,
    rerankReply,
    alsoSay,
    keepsToWords,
    chaos,
  }: z.input<typeof controlSchema>): void {
    if (reset) {
      this.#chaos = null;
      this.calls = [];
      this.#failures = [];
      this.delayMs = 0;
      this.pieceDelayMs = 0;
      this.dimension = this.#initialDimension;
      this.rerankReply = "results";
      this.alsoSay = "";
      this.keepsToWords = false;
    }
    if (fail) {
      const { mode, times = 1, retryAfterSeconds = null, status = 500, on } = fail;
      const planned = { mode, retryAfterSeconds, status, on };
      this.#failures.push(...Array.from({ length: times }, () => planned));
    }
    if (chaos !== undefined) this.#chaos = chaos && drawFailures(chaos);
    this.delayMs = delayMs ?? this.delayMs;
    this.pieceDelayMs = pieceDelayMs ?? this.pieceDelayMs;
    this.dimension = dimension ?? this.dimension;
    this.rerankReply = rerankReply ?? this.rerankReply;
    this.alsoSay = alsoSay ?? this.alsoSay;
    this.keepsToWords = keepsToWords ?? this.keepsToWords;
  }

  /** The failure that the next call of this path plays. */
  nextFailure(path: string): PlannedFailure | null {
    const at = this.#failures.findIndex(({ on }) => on === undefined || on === path);
    if (at < 0) return this.#chaos?.() ?? null;
    return this.#failures.splice(at, 1)[0] ?? null;
  }
}

/** Draws a failure, or none, for one call after the other. */
function drawFailures({ share, seed, ways }: NonNullable<Control["chaos"]>) {
  let state = seed >>> 0;
  /** Mulberry32: small, and the same everywhere. */
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return (): PlannedFailure | null => {
    const fails = random() < share;
    const way = ways[Math.floor(random() * ways.length)];
    if (!fails || !way) return null;
    return { mode: way.mode, status: way.status ?? 500, retryAfterSeconds: null };
  };
}
