import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { PlannedFailure } from "./control";

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

/** An error in the shape of the OpenAI API. */
export function sendError(
  response: ServerResponse,
  status: number,
  { message, code }: { message: string; code: string | null },
): void {
  sendJson(response, status, {
    error: { message, type: "invalid_request_error", param: null, code },
  });
}

/** Plays a failure that needs no body of its own. False for those that only spoil a stream. */
export function playFailure(
  response: ServerResponse,
  { mode, retryAfterSeconds, status }: PlannedFailure,
  key: string,
): boolean {
  switch (mode) {
    case "unauthorized":
      sendError(response, 401, {
        message: `Incorrect API key provided: ${key}.`,
        code: "invalid_api_key",
      });
      return true;
    case "rate-limited":
      response.setHeader("retry-after", String(retryAfterSeconds));
      sendError(response, 429, { message: "Rate limit reached.", code: "rate_limit_exceeded" });
      return true;
    case "quota":
      sendError(response, 429, { message: "You exceeded your quota.", code: "insufficient_quota" });
      return true;
    case "server-error":
      sendError(response, 500, { message: "The server had an error.", code: null });
      return true;
    case "status":
      sendError(response, status, { message: `Failed with ${String(status)}.`, code: null });
      return true;
    case "context-too-long":
      sendError(response, 400, {
        message: "This model's maximum context length is 8192 tokens.",
        code: "context_length_exceeded",
      });
      return true;
    case "content-filter":
      sendError(response, 400, {
        message: "Filtered by the content policy.",
        code: "content_filter",
      });
      return true;
    case "hang":
      return true;
    case "garbage":
      response.writeHead(200, { "content-type": "application/json" });
      response.end("<html>this is not what you asked for");
      return true;
    case "hang-mid-stream":
    case "cut":
    case "end-early":
    case "garbled-event":
      return false;
  }
}

interface StreamPlan {
  readonly id: string;
  readonly model: string;
  readonly pieces: readonly string[];
  readonly usage: object | null;
  readonly pieceDelayMs: number;
  readonly failure: PlannedFailure | null;
}

/**
 * Sends an answer as server-sent events, or the first two pieces of it and then the planned failure. Resolves to whether
 * it came to its end, with the usage if that was wanted.
 */
export async function streamAnswer(response: ServerResponse, plan: StreamPlan): Promise<boolean> {
  const { pieces, usage, pieceDelayMs, failure } = plan;
  const event = (delta: object, finish: string | null = null) => {
    const choices = [{ index: 0, delta, finish_reason: finish, logprobs: null }];
    response.write(`data: ${JSON.stringify({ ...head(plan), choices })}\n\n`);
  };
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  event({ role: "assistant", content: "" });
  for (const piece of failure ? pieces.slice(0, 2) : pieces) {
    if (pieceDelayMs > 0) await sleep(pieceDelayMs);
    if (response.destroyed) return false;
    event({ content: piece });
  }
  if (failure?.mode === "hang-mid-stream") return false;
  if (failure?.mode === "garbled-event") {
    response.end("data: {not json\n\n");
    return false;
  }
  if (failure?.mode === "cut") {
    // Let the pieces leave before the connection drops.
    await sleep(10);
    response.destroy();
    return false;
  }
  if (!failure) event({}, "stop");
  if (usage) response.write(`data: ${JSON.stringify({ ...head(plan), choices: [], usage })}\n\n`);
  response.end(failure ? undefined : "data: [DONE]\n\n");
  return true;
}

/** The same for every event of an answer, with an id of its own: clients merge events by id. */
function head({ id, model }: StreamPlan): object {
  return { id, object: "chat.completion.chunk", created: Math.floor(Date.now() / 1000), model };
}
