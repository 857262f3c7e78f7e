import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  CHAT_MODEL,
  EMBEDDING_MODEL,
  RERANK_MODEL,
  startModelApi,
  type ModelApi,
} from "@/e2e/servers/model-api/server";
import { AppError } from "@/lib/errors/app-error";
import { createOutbound, type Outbound } from "@/lib/net/outbound";
import { collect, holidayRequest, textOf } from "@/lib/providers/_contract/conformance";
import type { ChatRequest, Connection } from "@/lib/providers/_contract/runtime";
import { createOpenAiRuntime } from "@/lib/providers/_openai/runtime";
import { openAiCompatible } from "./definition";

const KEY = "canary-key-9f8e7d6c";

let api: ModelApi;
let outbound: Outbound;
/** Waits short enough for tests, long enough for a busy machine. */
const impatient = createOpenAiRuntime(openAiCompatible, {
  timeouts: { connectMs: 2000, firstTokenMs: 300, betweenTokensMs: 300 },
});

beforeAll(async () => {
  api = await startModelApi({ apiKey: KEY, dimension: 64 });
  outbound = createOutbound().allowing((host) => host === "127.0.0.1");
});
beforeEach(() => {
  api.control({ reset: true });
});
afterAll(async () => {
  await outbound.close();
  await api.close();
});

const connection = (): Connection => ({ baseUrl: api.baseUrl, apiKey: KEY });
const ports = () => ({ fetch: outbound.fetch });
const signal = () => new AbortController().signal;

function ask(more: Partial<ChatRequest> = {}, to: Partial<Connection> = {}) {
  const chat = impatient.chat({ ...connection(), ...to }, ports());
  return chat.stream(holidayRequest(CHAT_MODEL, more));
}

function embed(texts: readonly string[], to: Partial<Connection> = {}) {
  const embedder = impatient.embeddings({ ...connection(), ...to }, EMBEDDING_MODEL, ports());
  return embedder.embed(texts, { signal: signal(), purpose: "passage" });
}

/** The AppError of a call, after checking that the key is nowhere in it. */
async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => "no error",
    (thrown: unknown) => thrown,
  );
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(KEY);
  if (error instanceof AppError) return error;
  throw new Error(`Not an AppError: ${inspect(error)}`);
}

describe("reranking", () => {
  const rerank = (texts: readonly string[], to: Partial<Connection> = {}) =>
    impatient
      .rerank({ ...connection(), ...to }, RERANK_MODEL, ports())
      .rerank("When is lunch?", texts, { signal: signal() });

  it.each(["results", "data"] as const)("reads scores listed under %s", async (rerankReply) => {
    api.control({ rerankReply });
    const scores = await rerank(["Printers", "Lunch is at noon", "When?"]);
    expect(scores.map((score) => score > 0)).toEqual([false, true, true]);
    expect(api.calls.at(-1)).toMatchObject({
      path: "/v1/rerank",
      body: { model: RERANK_MODEL, query: "When is lunch?" },
    });
  });

  it.each([
    ["unauthorized", "model.key-rejected"],
    ["rate-limited", "model.rate-limited"],
    ["server-error", "model.unavailable"],
    ["garbage", "model.garbled"],
    ["hang", "model.timeout"],
  ] as const)("names the failure %s", async (mode, code) => {
    api.control({ fail: { mode } });
    const error = await failureOf(rerank(["Lunch"]));
    expect(error.code).toBe(code);
  });
});

describe("chat", () => {
  it("sends the conversation, the settings and the key, and reports usage", async () => {
    const chunks = await collect(
      ask({
        messages: [
          { role: "system", content: "Be brief." },
          { role: "user", content: "Hello" },
          { role: "assistant", content: "Hi" },
          { role: "user", content: "[1] Lunch is at noon.\n\nQuestion: When is lunch?" },
        ],
        temperature: 0.5,
        maxOutputTokens: 50,
      }),
    );
    expect(textOf(chunks)).toBe("Lunch is at noon. [1]");
    expect(chunks).toContainEqual({ type: "usage", usage: { inputTokens: 13, outputTokens: 5 } });
    expect(chunks.at(-1)).toEqual({ type: "finish", reason: "stop" });
    expect(api.calls.map(({ body }) => body)).toMatchObject([
      {
        model: CHAT_MODEL,
        stream: true,
        temperature: 0.5,
        max_tokens: 50,
        messages: [
          { role: "system" },
          { role: "user" },
          { role: "assistant", content: "Hi" },
          { role: "user" },
        ],
      },
    ]);
  });

  it("passes each piece on when it comes", async () => {
    api.control({ pieceDelayMs: 40 });
    const times: number[] = [];
    for await (const chunk of ask()) if (chunk.type === "text") times.push(performance.now());
    expect(times.length).toBeGreaterThan(5);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(150);
  });

  it("accepts a base URL with a slash at its end", async () => {
    expect(textOf(await collect(ask({}, { baseUrl: `${api.baseUrl}/` })))).toContain("28 days");
  });

  it("sends headers of one's own, and repeats none of them", async () => {
    const headers = { "x-team": "canary-team-5566778", "x-env": "prod" };
    await collect(ask({}, { headers }));
    expect(api.calls[0]?.headers).toMatchObject({ ...headers, authorization: `Bearer ${KEY}` });
    const key = await failureOf(collect(ask({}, { apiKey: "canary-team-5566778", headers })));
    expect(inspect(key, { depth: 10 })).not.toContain("canary-team");
  });

  it("tells a refusal of the model from an answer", async () => {
    api.control({ fail: { mode: "refusal" } });
    expect(await collect(ask())).toMatchObject([
      { type: "text", text: "I can't help with that." },
      { type: "usage" },
      { type: "finish", reason: "refusal" },
    ]);
  });

  it("tells that the question itself was filtered", async () => {
    api.control({ fail: { mode: "content-filter" } });
    const error = await failureOf(collect(ask()));
    expect(error).toMatchObject({ code: "model.content-filter", retryable: false });
  });

  it("ends where the longest answer that was asked for ends", async () => {
    const chunks = await collect(ask({ maxOutputTokens: 3 }));
    expect(textOf(chunks).trim().split(/\s+/)).toHaveLength(3);
    expect(chunks.at(-1)).toEqual({ type: "finish", reason: "length" });
  });

  it("names the model that isn't there", async () => {
    const error = await failureOf(collect(ask({ model: "gpt-9" })));
    expect(error).toMatchObject({ code: "model.not-found", params: { model: "gpt-9" } });
  });

  it("keeps the guard's refusal as it is", async () => {
    const error = await failureOf(collect(ask({}, { baseUrl: "http://169.254.169.254/v1" })));
    expect(error).toMatchObject({ code: "outbound.blocked", params: { host: "169.254.169.254" } });
  });

  it("tells that nothing listens there", async () => {
    const error = await failureOf(collect(ask({}, { baseUrl: "http://127.0.0.1:1/v1" })));
    expect(error).toMatchObject({ code: "outbound.unreachable", retryable: true });
  });
});

describe("a stream of our own making", () => {
  let server: Server;
  let body = "";
  beforeAll(async () => {
    server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  function read(sent: string) {
    body = sent;
    const { port } = server.address() as AddressInfo;
    return collect(ask({}, { baseUrl: `http://127.0.0.1:${String(port)}/v1` }));
  }

  it("tells how much of the input the service still had", async () => {
    const usage = {
      ...{ prompt_tokens: 900, completion_tokens: 2, total_tokens: 902 },
      prompt_tokens_details: { cached_tokens: 768 },
    };
    const last = `data: ${JSON.stringify({ id: "1", choices: [], usage })}\n\n`;
    expect(await read(choice("Yes", "stop") + last)).toContainEqual({
      type: "usage",
      usage: { inputTokens: 900, outputTokens: 2, cachedInputTokens: 768 },
    });
  });

  it.each([
    ["events that aren't JSON", "data: {oops\n\n", "model.garbled"],
    [
      "an error in the middle",
      `data: {"error":{"message":"overloaded ${KEY}"}}\n\n`,
      "model.cut-off",
    ],
    ["nothing at all", "", "model.cut-off"],
    ["a finish for length", choice("", "length"), "length"],
    ["a finish by the filter", choice("", "content_filter"), "content-filter"],
  ])("%s", async (_, sent, expected) => {
    const work = read(sent);
    if (expected.startsWith("model.")) expect((await failureOf(work)).code).toBe(expected);
    else expect(await work).toEqual([{ type: "finish", reason: expected }]);
  });
});

function choice(content: string, finish: string): string {
  return `data: ${JSON.stringify({ id: "1", choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;
}

describe("embeddings", () => {
  it("learns the dimension, keeps the order and asks in batches", async () => {
    const embedder = impatient.embeddings(connection(), EMBEDDING_MODEL, ports());
    expect(embedder.dimension).toBeNull();
    const texts = Array.from({ length: 200 }, (_, index) => `text number ${String(index)}`);
    const vectors = await embedder.embed(texts, { signal: signal(), purpose: "passage" });
    expect([vectors.length, embedder.dimension]).toEqual([200, 64]);
    expect(api.calls.length).toBeGreaterThan(1);
    expect(api.calls.length).toBeLessThan(6);
  });

  it("refuses vectors of another length than before", async () => {
    const embedder = impatient.embeddings(connection(), EMBEDDING_MODEL, ports());
    await embedder.embed(["a"], { signal: signal(), purpose: "query" });
    api.control({ dimension: 32 });
    const error = await failureOf(embedder.embed(["a"], { signal: signal(), purpose: "query" }));
    expect(error.code).toBe("model.garbled");
  });

  it.each([
    ["unauthorized", "model.key-rejected"],
    ["rate-limited", "model.rate-limited"],
    ["server-error", "model.unavailable"],
    ["garbage", "model.garbled"],
    ["hang", "model.timeout"],
  ] as const)("%s is %s", async (mode, code) => {
    api.control({ fail: { mode } });
    expect((await failureOf(embed(["a"]))).code).toBe(code);
  });
});

describe("listModels", () => {
  it("lists them with what the service says of each", async () => {
    expect(await impatient.listModels(connection(), ports(), signal())).toEqual([
      { id: CHAT_MODEL },
      { id: EMBEDDING_MODEL, kind: "embedding" },
      { id: RERANK_MODEL, kind: "rerank" },
    ]);
  });

  it("tells a wrong base URL from a wrong key", async () => {
    const list = (to: Partial<Connection>) =>
      impatient.listModels({ ...connection(), ...to }, ports(), signal());
    const wrongPath = await failureOf(list({ baseUrl: api.baseUrl.replace("/v1", "") }));
    expect(wrongPath.code).toBe("model.no-api");
    expect((await failureOf(list({ apiKey: "wrong" }))).code).toBe("model.key-rejected");
  });
});
