import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { answerFrom, textOf } from "./answer";
import { ControlState, controlSchema, type Call, type Control } from "./control";
import { embed } from "./embed";
import { scoresOf } from "./rerank";
import { playFailure, sendError, sendJson, streamAnswer } from "./replies";

export const CHAT_MODEL = "quote-1";
export const EMBEDDING_MODEL = "embed-1";
export const RERANK_MODEL = "rerank-1";

export interface ModelApiOptions {
  /** Default: any free one. */
  readonly port?: number;
  readonly apiKey?: string;
  /** Length of embeddings. */
  readonly dimension?: number;
  /** Where the interface is; default `/v1`. */
  readonly path?: string;
  /** The header that carries the key: `authorization` (default) after the word Bearer, any other alone. */
  readonly keyHeader?: string;
  /** Refuses fields of a chat that its interface does not name, and sends usage unasked, as Mistral does. */
  readonly strict?: boolean;
}

/** A running server. `control` and `calls` do what /control does over HTTP. */
export interface ModelApi {
  readonly port: number;
  /** Ends in /v1. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly calls: readonly Call[];
  control(change: z.input<typeof controlSchema>): void;
  close(): Promise<void>;
}

/**
 * A small OpenAI-compatible API on loopback: models, chat completions (streaming or not), embeddings and reranking. It answers
 * by quoting the numbered passages of the prompt, at once unless told to wait, and can be told to fail.
 */
export async function startModelApi(options: ModelApiOptions = {}): Promise<ModelApi> {
  const { port = 0, apiKey = "sk-model-api-key", dimension = 256 } = options;
  const { path = "/v1", keyHeader = "authorization", strict = false } = options;
  const state = new ControlState(dimension);
  const api = { state, apiKey, base: path, keyHeader, strict };
  const server = createServer((request, response) => {
    handle({ request, response, ...api }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    baseUrl: `http://127.0.0.1:${String(bound)}${path}`,
    apiKey,
    get calls() {
      return state.calls;
    },
    control: (change) => {
      state.apply(change);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly state: ControlState;
  readonly apiKey: string;
  readonly base: string;
  readonly keyHeader: string;
  readonly strict: boolean;
}

async function handle(exchange: Exchange): Promise<void> {
  const { request, response, state, apiKey, base, keyHeader, strict } = exchange;
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const body = await readJson(request);
  if (path === "/control" || path === "/control/calls") {
    control(response, state, { path, body });
    return;
  }
  const call = record(exchange, path, body);
  state.calls.push(call);
  if (state.delayMs > 0) await sleep(state.delayMs);
  const failure = state.nextFailure(path);
  if (failure && playFailure(response, failure, apiKey)) return;
  const key = keyHeader === "authorization" ? `Bearer ${apiKey}` : apiKey;
  if (request.headers[keyHeader] !== key) {
    sendError(response, 401, { message: "Incorrect API key provided.", code: "invalid_api_key" });
    return;
  }
  if (path === `${base}/models` && request.method === "GET") {
    const data = [CHAT_MODEL, EMBEDDING_MODEL, RERANK_MODEL].map((id) => ({
      id,
      object: "model",
      owned_by: "tests",
    }));
    sendJson(response, 200, { object: "list", data });
  } else if (path === `${base}/chat/completions` && request.method === "POST") {
    await chat(response, body, { state, failure, strict, call });
  } else if (path === `${base}/embeddings` && request.method === "POST") {
    embeddings(response, body, state.dimension);
  } else if (path === `${base}/rerank` && request.method === "POST") {
    rerank(response, body, state.rerankReply);
  } else {
    sendError(response, 404, { message: `No ${path} here.`, code: null });
  }
}

function control(
  response: ServerResponse,
  state: ControlState,
  { path, body }: { path: string; body: unknown },
): void {
  if (path === "/control/calls") {
    sendJson(response, 200, state.calls);
    return;
  }
  const change = controlSchema.safeParse(body);
  if (change.success) state.apply(change.data satisfies Control);
  sendJson(
    response,
    change.success ? 200 : 400,
    change.success ? {} : { error: change.error.message },
  );
}

function record({ request, response }: Exchange, path: string, body: unknown): Call {
  const call: Call = {
    method: request.method ?? "",
    path,
    body,
    status: null,
    finished: false,
    closedEarly: false,
    closed: false,
    usage: null,
  };
  response.once("finish", () => {
    call.finished = true;
  });
  response.once("close", () => {
    call.status = response.headersSent ? response.statusCode : null;
    call.closedEarly = !call.finished;
    call.closed = true;
  });
  return call;
}

const chatBody = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.unknown() })).min(1),
  stream: z.boolean().optional(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).optional(),
});

const strictChatBody = z.strictObject({
  ...chatBody.omit({ stream_options: true }).shape,
  temperature: z.number().optional(),
  max_tokens: z.number().optional(),
});

interface ChatConditions {
  readonly state: ControlState;
  readonly failure: ReturnType<ControlState["nextFailure"]>;
  readonly strict: boolean;
  readonly call: Call;
}

async function chat(
  response: ServerResponse,
  body: unknown,
  { state, failure, strict, call }: ChatConditions,
): Promise<void> {
  const known = strict ? strictChatBody.safeParse(body) : null;
  const parsed = chatBody.safeParse(body);
  const problem = known?.error ?? parsed.error;
  if (problem || !parsed.success) {
    sendError(response, strict ? 422 : 400, { message: String(problem?.message), code: null });
    return;
  }
  const { model, messages, stream, stream_options: streamOptions } = parsed.data;
  if (model !== CHAT_MODEL) {
    unknownModel(response, model);
    return;
  }
  const text = [answerFrom(messages), state.alsoSay].filter(Boolean).join(" ");
  const usage = usageOf(messages.map(({ content }) => textOf(content)).join(" "), text);
  const id = `chatcmpl-${randomUUID()}`;
  if (stream) {
    const asked = strict || streamOptions?.include_usage === true;
    const whole = await streamAnswer(response, {
      id,
      model,
      pieces: text.match(/\S+\s*/g) ?? [],
      usage: asked ? usage : null,
      pieceDelayMs: state.pieceDelayMs,
      failure,
    });
    if (whole && asked) call.usage = usage;
    return;
  }
  const message = { role: "assistant", content: text };
  const choices = [{ index: 0, message, finish_reason: "stop", logprobs: null }];
  sendJson(response, 200, {
    id,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model,
    choices,
    usage,
  });
}

const embeddingsBody = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()).min(1)]),
  dimensions: z.number().int().min(1).max(4096).optional(),
});

function embeddings(response: ServerResponse, body: unknown, dimension: number): void {
  const parsed = embeddingsBody.safeParse(body);
  if (!parsed.success) {
    sendError(response, 400, { message: parsed.error.message, code: null });
    return;
  }
  const { model, input, dimensions } = parsed.data;
  if (model !== EMBEDDING_MODEL) {
    unknownModel(response, model);
    return;
  }
  const texts = typeof input === "string" ? [input] : input;
  const data = texts.map((text, index) => ({
    object: "embedding",
    index,
    embedding: embed(text, dimensions ?? dimension),
  }));
  // In reverse, because the order of the list is not promised: clients have to go by `index`.
  sendJson(response, 200, {
    object: "list",
    data: data.reverse(),
    model,
    usage: usageOf(texts.join(" "), ""),
  });
}

const rerankBody = z.object({
  model: z.string(),
  query: z.string(),
  documents: z.array(z.string().min(1)).min(1),
});

/** As Cohere and Jina answer, or as Voyage does; the best first, so that clients have to go by `index`. */
function rerank(response: ServerResponse, body: unknown, key: "results" | "data"): void {
  const parsed = rerankBody.safeParse(body);
  if (!parsed.success) {
    sendError(response, 400, { message: parsed.error.message, code: null });
    return;
  }
  const { model, query, documents } = parsed.data;
  if (model !== RERANK_MODEL) {
    unknownModel(response, model);
    return;
  }
  const scored = scoresOf(query, documents).map((score, index) => ({
    index,
    relevance_score: score,
  }));
  scored.sort((a, b) => b.relevance_score - a.relevance_score);
  sendJson(response, 200, { model, [key]: scored, usage: usageOf(documents.join(" "), "") });
}

function unknownModel(response: ServerResponse, model: string): void {
  sendError(response, 404, {
    message: `The model '${model}' does not exist.`,
    code: "model_not_found",
  });
}

function usageOf(prompt: string, completion: string) {
  const [input = 0, output = 0] = [prompt, completion].map(
    (text) => text.split(/\s+/).filter(Boolean).length,
  );
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown;
  } catch {
    return null;
  }
}
