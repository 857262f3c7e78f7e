import type { RunEvent } from "@/lib/graph/run-events";
import type { Usage } from "@/lib/graph/values";
import type { RunLimits } from "@/lib/nodes/_contract/context";
import { EventQueue } from "./event-queue";
import { DEFAULT_LIMITS } from "./limits";
import { cancelled, overBudget, type RunStopped } from "./run-errors";
import type { RunOptions } from "./run-options";

type BodyOf<E> = E extends unknown ? Omit<E, "runId" | "seq" | "at"> : never;
/** An event before it gets its place in the run. */
export type EventBody = BodyOf<RunEvent>;

/** What all nodes of one run share: its events, its budgets and the one way to stop it. */
export class Run {
  readonly events = new EventQueue<RunEvent>();
  readonly limits: RunLimits;
  readonly usage: Usage = { inputTokens: 0, outputTokens: 0 };
  private seq = 0;
  private steps = 0;
  private bytes = 0;
  private stoppedBy: RunStopped | undefined;
  private readonly startedAt = performance.now();
  private readonly children = new Set<AbortController>();
  private readonly whole = this.child();
  private readonly wallTimer: ReturnType<typeof setTimeout>;
  private readonly cancel = () => this.stop(cancelled());

  constructor(readonly options: RunOptions) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    const { maxWallTimeMs } = this.limits;
    this.wallTimer = setTimeout(() => this.stop(overBudget("time", maxWallTimeMs)), maxWallTimeMs);
    if (options.signal.aborted) this.cancel();
    else options.signal.addEventListener("abort", this.cancel, { once: true });
  }

  get stopped(): RunStopped | undefined {
    return this.stoppedBy;
  }

  get durationMs(): number {
    return roundMs(performance.now() - this.startedAt);
  }

  emit(body: EventBody): void {
    const at = (this.options.now ?? Date.now)();
    this.seq += 1;
    this.events.push({ ...body, runId: this.options.runId, seq: this.seq, at });
  }

  /** Aborted when the run stops. */
  get signal(): AbortSignal {
    return this.whole.signal;
  }

  /** Aborts everything under way; only the first reason counts. */
  stop(reason: RunStopped): void {
    if (this.stoppedBy !== undefined) return;
    this.stoppedBy = reason;
    for (const child of this.children) child.abort(reason);
  }

  /** A signal of its own for something within the run, aborted with it. Hand it back with `release`. */
  child(): AbortController {
    const child = new AbortController();
    if (this.stoppedBy !== undefined) child.abort(this.stoppedBy);
    this.children.add(child);
    return child;
  }

  release(child: AbortController): void {
    this.children.delete(child);
  }

  countStep(): void {
    this.steps += 1;
    this.check("steps", this.steps, this.limits.maxSteps);
  }

  countBytes(size: number): void {
    this.bytes += size;
    this.check("bytes", this.bytes, this.limits.maxBytes);
  }

  countUsage(usage: Usage): void {
    this.usage.inputTokens += usage.inputTokens;
    this.usage.outputTokens += usage.outputTokens;
    const tokens = this.usage.inputTokens + this.usage.outputTokens;
    this.check("tokens", tokens, this.limits.maxTokens);
  }

  /** No more events; nothing of the run outlives this. */
  close(): void {
    clearTimeout(this.wallTimer);
    this.options.signal.removeEventListener("abort", this.cancel);
    this.events.close();
  }

  private check(budget: "steps" | "bytes" | "tokens", spent: number, limit: number): void {
    if (spent <= limit) return;
    const reason = overBudget(budget, limit);
    this.stop(reason);
    throw this.stoppedBy ?? reason;
  }
}

/** Milliseconds to two places: finer than anyone needs, coarse enough to read. */
export function roundMs(ms: number): number {
  return Math.round(ms * 100) / 100;
}
