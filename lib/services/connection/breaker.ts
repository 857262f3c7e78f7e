import { AppError, isAppError } from "@/lib/errors/app-error";

/** Failures one after the other before an endpoint is left alone. */
const FAILURES = 5;
/** Milliseconds it is left alone then, unless it said for how long itself. */
const PAUSE_MS = 15_000;
/** Nobody is made to wait longer on a service's word. */
const LONGEST_PAUSE_MS = 60_000;
/** Endpoints remembered; the one not used for longest is forgotten first. */
const REMEMBERED = 1000;

/** What says that an endpoint is down, and not that a request was wrong. */
const OUTAGES: ReadonlySet<string> = new Set([
  "model.unavailable",
  "model.timeout",
  "model.garbled",
  "model.cut-off",
  "outbound.unreachable",
  "outbound.timeout",
]);

export type Health =
  | { readonly state: "healthy" }
  /** Nothing is sent until then; milliseconds since 1970. */
  | { readonly state: "paused"; readonly until: number; readonly error: AppError }
  /** The pause is over, and one call finds out whether it is well again. */
  | { readonly state: "trying"; readonly error: AppError };

/**
 * A circuit breaker for one model of one endpoint: after a few outages in a row, or when the service asks for a pause,
 * calls fail at once instead of each waiting for its own time-out; then one is let through to find out. Each process
 * learns for itself: that costs a process a handful of slow calls, and the way of an answer no write to the database.
 */
export class Breaker {
  #failures = 0;
  #open: { until: number; error: AppError } | null = null;
  #trying = false;

  constructor(private readonly now: () => number = Date.now) {}

  get health(): Health {
    if (!this.#open) return { state: "healthy" };
    const { until, error } = this.#open;
    return this.now() < until ? { state: "paused", until, error } : { state: "trying", error };
  }

  /** Lets a call through, or throws `model.paused`; a call that was let through has to end with one of the others. */
  enter(model: string): void {
    if (!this.#open) return;
    const left = this.#open.until - this.now();
    if (left <= 0 && !this.#trying) {
      this.#trying = true;
      return;
    }
    throw new AppError("model.paused", "unavailable", {
      params: { model },
      retryable: true,
      retryAfterMs: Math.max(left, 1000),
      cause: this.#open.error,
    });
  }

  succeeded(): void {
    this.#failures = 0;
    this.#open = null;
    this.#trying = false;
  }

  failed(error: unknown): void {
    const trial = this.#trying;
    this.#trying = false;
    if (!isAppError(error)) return;
    const asked = error.code === "model.rate-limited" ? (error.retryAfterMs ?? 0) : 0;
    if (asked > 0) this.#pause(asked, error);
    if (!OUTAGES.has(error.code)) return;
    this.#failures += 1;
    if (trial || this.#failures >= FAILURES) this.#pause(error.retryAfterMs ?? PAUSE_MS, error);
  }

  /** The call ended for a reason of the caller's, which says nothing of the endpoint. */
  left(): void {
    this.#trying = false;
  }

  #pause(ms: number, error: AppError): void {
    this.#open = { until: this.now() + Math.min(ms, LONGEST_PAUSE_MS), error };
  }
}

/** The breakers of this process, by connection and model. */
export class Breakers {
  readonly #all = new Map<string, Breaker>();

  of(connectionId: string, model: string): Breaker {
    const key = `${connectionId}\n${model}`;
    const breaker = this.#all.get(key) ?? new Breaker();
    this.#all.delete(key);
    this.#all.set(key, breaker);
    const [oldest] = this.#all.keys();
    if (this.#all.size > REMEMBERED && oldest !== undefined) this.#all.delete(oldest);
    return breaker;
  }

  /** The models of a connection that are not healthy, as this process sees them. */
  unhealthy(connectionId: string): { readonly model: string; readonly health: Health }[] {
    return [...this.#all].flatMap(([key, { health }]) => {
      const [id, model = ""] = key.split("\n");
      return id === connectionId && health.state !== "healthy" ? [{ model, health }] : [];
    });
  }
}

export const breakers = new Breakers();
