import { AppError, isAppError } from "@/lib/errors/app-error";
import type { RunError } from "@/lib/graph/run-events";

/** The whole run stops; no node may handle this with its own policy. */
export class RunStopped extends Error {
  constructor(
    readonly how: "cancelled" | "failed",
    readonly error: RunError,
    /** The node to blame, if it's one. */
    readonly nodeId: string | null = null,
  ) {
    super(error.code);
    this.name = "RunStopped";
  }
}

export function cancelled(): RunStopped {
  return new RunStopped("cancelled", { code: "run.stopped", params: {} });
}

export type Budget = "steps" | "time" | "tokens" | "bytes";

/** `limit` is in the budget's own unit: attempts, milliseconds, tokens, code units. */
export function overBudget(budget: Budget, limit: number): RunStopped {
  const shown = budget === "time" ? Math.round(limit / 1000) : limit;
  return new RunStopped("failed", { code: `run.over-${budget}`, params: { limit: shown } });
}

/** One attempt of a node took too long. Not retryable: it would most likely take as long again. */
export function nodeTimeout(node: string, limitMs: number): AppError {
  const params = { node, seconds: Math.round(limitMs / 1000) };
  return new AppError("node.timeout", "unavailable", { params });
}

/** What a failure may tell the user: our own errors their code and params, anything else nothing. */
export function toRunError(error: unknown): RunError {
  if (error instanceof RunStopped) return error.error;
  if (isAppError(error)) return { code: error.code, params: { ...error.params } };
  return { code: "node.unexpected", params: {} };
}
