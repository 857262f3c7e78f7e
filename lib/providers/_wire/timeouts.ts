import { timedOut, type Subject, type TimeoutPhase } from "./failures";

/** Milliseconds to wait in each phase of an answer. */
export interface Timeouts {
  readonly connectMs: number;
  readonly firstTokenMs: number;
  readonly betweenTokensMs: number;
}

/** Local models on a small machine read a long prompt for a minute before the first word. */
export const DEFAULT_TIMEOUTS: Timeouts = {
  connectMs: 10_000,
  firstTokenMs: 90_000,
  betweenTokensMs: 30_000,
};

/** Aborts an exchange when the wait for the next piece is too long, and remembers which wait that was. */
export class Patience {
  readonly #controller = new AbortController();
  readonly #timeouts: Timeouts;
  readonly #caller: AbortSignal;
  #phase: TimeoutPhase = "firstToken";
  #expired = false;
  #timer: NodeJS.Timeout;

  constructor(timeouts: Timeouts, caller: AbortSignal) {
    this.#timeouts = timeouts;
    this.#caller = caller;
    caller.addEventListener("abort", this.#onCallerAbort, { once: true });
    if (caller.aborted) this.#onCallerAbort();
    this.#timer = this.#wait(timeouts.firstTokenMs);
  }

  /** Aborts for the caller's reason, when patience is at an end, or on {@link end}. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** A piece came: the next one has its own time. */
  progress(): void {
    if (this.#phase === "betweenTokens") {
      this.#timer.refresh();
      return;
    }
    this.#phase = "betweenTokens";
    clearTimeout(this.#timer);
    this.#timer = this.#wait(this.#timeouts.betweenTokensMs);
  }

  /** Throws why the exchange was aborted, if it was: the caller's reason or `model.timeout`. */
  throwIfAborted(subject: Subject): void {
    this.#caller.throwIfAborted();
    if (this.#expired) throw timedOut(subject, this.#phase);
  }

  /** Frees timer and listener and closes what is still open. */
  end(): void {
    clearTimeout(this.#timer);
    this.#caller.removeEventListener("abort", this.#onCallerAbort);
    this.#controller.abort();
  }

  readonly #onCallerAbort = () => {
    this.#controller.abort(this.#caller.reason);
  };

  #wait(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#expired = true;
      this.#controller.abort();
    }, ms);
  }
}
