import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { listen } from "../listen";
import { chat } from "./chat";
import { ControlState, controlSchema, type Call, type Control } from "./control";
import { OPENAI, type ServerDialect } from "./dialects";
import { embed } from "./embed";
import { scoresOf } from "./rerank";
import { playFailure, refuse, sendJson, usageOf } from "./replies";

export const CHAT_MODEL = "quote-1";
export const EMBEDDING_MODEL = "embed-1";
export const RERANK_MODEL = "rerank-1";

export interface ModelApiOptions {
  /** Default: any free one. */
  readonly port?: number;
  readonly apiKey?: string;
  /** Length of embeddings. */
  readonly dimension?: number;
  /** Ids that it lists besides its own. */
  readonly alsoLists?: readonly string[];
  /** How it speaks; default: as OpenAI does. */
  readonly dialect?: ServerDialect;
}

/** A running server. `control` and `calls` do what /control does over HTTP. */
export interface ModelApi {
  readonly port: number;
  /** Ends in the path of the interface. */
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
  const { dialect = OPENAI, alsoLists = [] } = options;
  const state = new ControlState(dimension);
  const api = { state, apiKey, dialect, alsoLists };
  const server = createServer((request, response) => {
    handle({ request, response, ...api }).catch(() => response.destroy());
  });
  const { port: bound, close } = await listen(server, port);
  return {
    port: bound,
    baseUrl: `http://127.0.0.1:${String(bound)}${dialect.path}`,
    apiKey,
    get calls() {
      return state.calls;
    },
    control: (change) => {
      state.apply(change);
    },
    close,
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly state: ControlState;
  readonly apiKey: string;
  readonly dialect: ServerDialect;
  readonly alsoLists: readonly string[];
}

async function handle(exchange: Exchange): Promise<void> {
  const { request, response, state, apiKey, dialect } = exchange;
  const { path: base, keyHeader } = dialect;
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
  if (failure && playFailure(response, failure, { dialect, key: apiKey })) return;
  const key = keyHeader === "authorization" ? `Bearer ${apiKey}` : apiKey;
  if (request.headers[keyHeader] !== key) {
    const message = "Incorrect API key provided.";
    refuse(response, dialect, { status: 401, message, code: "invalid_api_key" });
    return;
  }
  if (path === `${base}/models` && request.method === "GET") {
    const data = [CHAT_MODEL, EMBEDDING_MODEL, RERANK_MODEL, ...exchange.alsoLists].map((id) => ({
      id,
      object: "model",
      owned_by: "tests",
    }));
    sendJson(response, 200, { object: "list", data });
  } else if (path === `${base}/chat/completions` && request.method === "POST") {
    await chat(response, body, { state, failure, dialect, call, model: CHAT_MODEL });
  } else if (path === `${base}/embeddings` && request.method === "POST") {
    embeddings(response, body, exchange);
  } else if (path === `${base}/rerank` && request.method === "POST") {
    rerank(response, body, exchange);
  } else {
    refuse(response, dialect, { status: 404, message: `No ${path} here.`, code: null });
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
    headers: request.headers,
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

const embeddingsBody = z.object({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()).min(1)]),
  dimensions: z.number().int().min(1).max(4096).optional(),
});

function embeddings(response: ServerResponse, body: unknown, { state, dialect }: Exchange): void {
  const parsed = embeddingsBody.safeParse(body);
  if (!parsed.success) {
    refuse(response, dialect, { status: 400, message: parsed.error.message, code: null });
    return;
  }
  const { model, input, dimensions } = parsed.data;
  if (model !== EMBEDDING_MODEL) {
    unknownModel(response, dialect, model);
    return;
  }
  const texts = typeof input === "string" ? [input] : input;
  const data = texts.map((text, index) => ({
    object: "embedding",
    index,
    embedding: embed(text, dimensions ?? state.dimension),
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
function rerank(response: ServerResponse, body: unknown, { state, dialect }: Exchange): void {
  const parsed = rerankBody.safeParse(body);
  if (!parsed.success) {
    refuse(response, dialect, { status: 400, message: parsed.error.message, code: null });
    return;
  }
  const { model, query, documents } = parsed.data;
  if (model !== RERANK_MODEL) {
    unknownModel(response, dialect, model);
    return;
  }
  const scored = scoresOf(query, documents).map((score, index) => ({
    index,
    relevance_score: score,
  }));
  scored.sort((a, b) => b.relevance_score - a.relevance_score);
  sendJson(response, 200, {
    model,
    [state.rerankReply]: scored,
    usage: usageOf(documents.join(" "), ""),
  });
}

function unknownModel(response: ServerResponse, dialect: ServerDialect, model: string): void {
  const message = `The model '${model}' does not exist.`;
  refuse(response, dialect, { status: 404, message, code: "model_not_found" });
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
