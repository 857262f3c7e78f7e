import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { PlannedFailure } from "./control";
import type { Refusal, ServerDialect } from "./dialects";

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

/** An error as the service words it. */
export function refuse(
  response: ServerResponse,
  dialect: ServerDialect,
  { status, ...said }: Refusal,
): void {
  sendJson(response, status, dialect.refusal(status, said));
}

/** Plays a failure that needs no body of its own. False for those that only change or spoil an answer. */
export function playFailure(
  response: ServerResponse,
  { mode, retryAfterSeconds, status }: PlannedFailure,
  { dialect, key }: { dialect: ServerDialect; key: string },
): boolean {
  const refused = (refusal: Refusal) => {
    refuse(response, dialect, refusal);
    return true;
  };
  const wait = mode === "rate-limited" ? (retryAfterSeconds ?? 1) : retryAfterSeconds;
  if (wait !== null) response.setHeader("retry-after", String(wait));
  switch (mode) {
    case "unauthorized":
      return refused(unauthorized(key));
    case "rate-limited":
      return refused({ status: 429, message: "Rate limit reached.", code: "rate_limit_exceeded" });
    case "quota":
      return refused(dialect.usedUp);
    case "server-error":
      return refused({ status: 500, message: "The server had an error.", code: null });
    case "status":
      if (status === 401) return refused(unauthorized(key));
      return refused({ status, message: `Failed with ${String(status)}.`, code: null });
    case "context-too-long":
      return refused(dialect.tooLong);
    case "content-filter":
      return refused({
        ...{ status: 400, message: "Filtered by the content policy.", code: "content_filter" },
      });
    case "hang":
      return true;
    case "garbage":
      response.writeHead(200, { "content-type": "application/json" });
      response.end("<html>this is not what you asked for");
      return true;
    default:
      return false;
  }
}

/** Some services repeat the key they refuse. */
function unauthorized(key: string): Refusal {
  const message = `Incorrect API key provided: ${key}.`;
  return { status: 401, message, code: "invalid_api_key" };
}

/** What is sent of an answer, and how it says that it ended. */
export interface Pieces {
  readonly deltas: readonly object[];
  readonly finish: string;
}

interface StreamPlan extends Pieces {
  readonly id: string;
  readonly model: string;
  readonly usage: object | null;
  readonly pieceDelayMs: number;
  readonly failure: PlannedFailure | null;
  readonly dialect: ServerDialect;
}

/** What happens after the first two pieces, in place of the rest. */
const SPOILT: readonly string[] = [
  "hang-mid-stream",
  "garbled-event",
  "error-event",
  "cut",
  "end-early",
];

/**
 * Sends an answer as server-sent events, or the first two pieces of it and then the planned failure. Resolves to whether
 * it came to its end, with the usage if that was wanted.
 */
export async function streamAnswer(response: ServerResponse, plan: StreamPlan): Promise<boolean> {
  const { deltas, finish, usage, pieceDelayMs, dialect } = plan;
  const mode = plan.failure?.mode;
  const spoilt = mode !== undefined && SPOILT.includes(mode);
  const event = (delta: object, reason: string | null = null) => {
    const choices = [{ index: 0, delta, finish_reason: reason, logprobs: null }];
    response.write(`data: ${JSON.stringify({ ...head(plan), choices })}\n\n`);
  };
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  event({ role: "assistant", content: "" });
  for (const delta of spoilt ? deltas.slice(0, 2) : deltas) {
    if (pieceDelayMs > 0) await sleep(pieceDelayMs);
    if (response.destroyed) return false;
    event(delta);
  }
  switch (mode) {
    case "hang-mid-stream":
      return false;
    case "garbled-event":
      response.end("data: {not json\n\n");
      return false;
    case "error-event": {
      const said = { message: "The server had an error.", code: null };
      response.end(`data: ${JSON.stringify(dialect.refusal(500, said))}\n\n`);
      return false;
    }
    case "cut":
      // Let the pieces leave before the connection drops.
      await sleep(10);
      response.destroy();
      return false;
    default:
      break;
  }
  const early = mode === "end-early";
  if (!early) event({}, finish);
  if (usage) response.write(`data: ${JSON.stringify({ ...head(plan), choices: [], usage })}\n\n`);
  response.end(early ? undefined : "data: [DONE]\n\n");
  return true;
}

/** The same for every event of an answer, with an id of its own: clients merge events by id. */
function head({ id, model }: StreamPlan): object {
  return { id, object: "chat.completion.chunk", created: Math.floor(Date.now() / 1000), model };
}

/** Played tokens: words. */
export function usageOf(prompt: string, completion: string) {
  const [input = 0, output = 0] = [prompt, completion].map(
    (text) => text.split(/\s+/).filter(Boolean).length,
  );
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
  };
}
