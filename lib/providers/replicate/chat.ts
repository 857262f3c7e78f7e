import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { ChatChunk, ChatModel, ChatRequest } from "@/lib/providers/_contract/runtime";
import { apiFetch, endpoint, type Wire } from "@/lib/providers/_wire/api-fetch";
import { readEvent, readEvents } from "@/lib/providers/_wire/events";
import { readJson } from "@/lib/providers/_wire/read-json";
import { streamAnswer, type Exchange } from "@/lib/providers/_wire/stream-answer";
import { inputOf } from "./input";
import type { KnownModels, RunnableModel } from "./model";
import { describeFailed, isOver, predictionSchema, usageOf, type Prediction } from "./prediction";

/** Between two looks at a prediction that can't be streamed. */
const POLL_MS = 500;
/** The longest a prediction may run, whoever forgets it (https://replicate.com/docs/topics/predictions/lifecycle). */
const LONGEST = "15m";

export interface Setup {
  readonly models: KnownModels;
  readonly pollMs?: number;
}

/** A prediction for each answer: streamed where its model can, else looked at until it is over; cancelled when left. */
export function createChat(wire: Wire, setup: Setup): ChatModel {
  return {
    stream: (request) => streamAnswer(wire, request, (exchange) => ask(request, exchange, setup)),
  };
}

async function* ask(
  request: ChatRequest,
  exchange: Exchange,
  { models, pollMs = POLL_MS }: Setup,
): AsyncGenerator<ChatChunk> {
  const model = await models.find(request.model, exchange);
  const prediction = await create(request, exchange, model);
  // Until it says otherwise it runs, and costs.
  let over = false;
  try {
    const { stream } = prediction.urls;
    yield* stream ? readStream(stream, exchange) : poll(prediction, exchange, pollMs);
    over = true;
    const last = await look(prediction.id, exchange);
    const usage = usageOf(last);
    if (usage) yield { type: "usage", usage };
    yield { type: "finish", reason: "stop" };
  } finally {
    if (!over) cancel(prediction.id, exchange);
  }
}

async function create(
  request: ChatRequest,
  { wire, subject, signal, prepare }: Exchange,
  { path, version, fields }: RunnableModel,
): Promise<Prediction> {
  const input = inputOf(request, fields);
  const response = await prepare(endpoint(wire.connection.baseUrl, path), {
    method: "POST",
    headers: { "content-type": "application/json", "cancel-after": LONGEST },
    body: JSON.stringify({ ...(version !== null && { version }), input, stream: true }),
    signal,
  });
  return readJson(response, predictionSchema, { subject, signal });
}

const failure = z.object({ detail: z.string() });
const ended = z.object({ reason: z.string().nullish() });

/** https://replicate.com/docs/topics/predictions/streaming: `output`, `error` and `done` events; ends after `done` only. */
async function* readStream(url: string, exchange: Exchange): AsyncGenerator<ChatChunk> {
  const { subject, signal, fetch } = exchange;
  const response = await fetch(url, { headers: { accept: "text/event-stream" }, signal });
  let said = false;
  for await (const event of readEvents(response)) {
    if (event.event === "output" && event.data !== "") {
      said = true;
      yield { type: "text", text: event.data };
    }
    if (event.event === "error") {
      const { detail } = readEvent(event, failure, subject);
      throw said ? new Error(detail) : describeFailed(detail, exchange);
    }
    if (event.event !== "done") continue;
    const { reason } = readEvent(event, ended, subject);
    if (reason) throw new Error(`the prediction ended: ${reason}`);
    return;
  }
  throw new Error("the stream ended before the prediction");
}

/** Passes on what is new at each look. */
async function* poll(
  prediction: Prediction,
  exchange: Exchange,
  pollMs: number,
): AsyncGenerator<ChatChunk> {
  let latest = prediction;
  let given = "";
  for (;;) {
    const output = Array.isArray(latest.output) ? latest.output.join("") : (latest.output ?? "");
    if (output.length > given.length) {
      exchange.alive();
      yield { type: "text", text: output.slice(given.length) };
      given = output;
    }
    if (isOver(latest)) break;
    await sleep(pollMs, undefined, { signal: exchange.signal });
    latest = await look(prediction.id, exchange);
  }
  if (latest.status === "succeeded") return;
  const said = typeof latest.error === "string" ? latest.error : `prediction ${latest.status}`;
  throw given === "" ? describeFailed(said, exchange) : new Error(said);
}

async function look(id: string, { wire, subject, signal, prepare }: Exchange): Promise<Prediction> {
  const url = endpoint(wire.connection.baseUrl, `predictions/${encodeURIComponent(id)}`);
  return readJson(await prepare(url, { signal }), predictionSchema, { subject, signal });
}

/** Not waited for: whoever left is gone. What it misses ends after {@link LONGEST}. */
function cancel(id: string, { wire, subject }: Exchange): void {
  const fetch = apiFetch(wire, { subject, limits: { timeoutMs: 10_000 } });
  const path = `predictions/${encodeURIComponent(id)}/cancel`;
  fetch(endpoint(wire.connection.baseUrl, path), { method: "POST" }).then(
    (response) => response.body?.cancel(),
    () => undefined,
  );
}
