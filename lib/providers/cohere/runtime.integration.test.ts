import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  COHERE_EMBEDDING_MODEL,
  COHERE_MODEL,
  COHERE_RERANK_MODEL,
  cohereService,
} from "@/e2e/servers/provider-apis/cohere";
import { startProviderApi, type ProviderApi } from "@/e2e/servers/provider-apis/host";
import { createOutbound, type Outbound } from "@/lib/net/outbound";
import { collect, describeProvider, holidayRequest } from "@/lib/providers/_contract/conformance";
import { describeService } from "@/lib/providers/_contract/service-conformance";
import { cohere } from "./definition";
import { cohereRuntime, createCohere } from "./runtime";

const KEY = "canary-cohere-7a6b5c4d";

let api: ProviderApi;
let outbound: Outbound;
beforeAll(async () => {
  api = await startProviderApi(cohereService, { apiKey: KEY });
  outbound = createOutbound().allowing((host) => host === "127.0.0.1");
});
beforeEach(() => {
  api.control({ reset: true });
});
afterAll(async () => {
  await outbound.close();
  await api.close();
});

const connection = () => ({ baseUrl: api.baseUrl, apiKey: KEY });
const ports = () => ({ fetch: outbound.fetch });
const signal = () => new AbortController().signal;

describeProvider({
  definition: cohere,
  runtime: cohereRuntime,
  get connection() {
    return connection();
  },
  get ports() {
    return ports();
  },
  chatModel: COHERE_MODEL,
  embeddingModel: COHERE_EMBEDDING_MODEL,
  rerankModel: COHERE_RERANK_MODEL,
});

describeService({
  make: createCohere,
  get server() {
    return api;
  },
  get ports() {
    return ports();
  },
  chatModel: COHERE_MODEL,
  filtered: "content-filter",
});

describe("chat", () => {
  it("reports what is billed, not what the service adds", async () => {
    const chat = cohereRuntime.chat(connection(), ports());
    const chunks = await collect(chat.stream(holidayRequest(COHERE_MODEL)));
    const usage = { inputTokens: 33, outputTokens: 9 };
    expect(chunks).toContainEqual({ type: "usage", usage });
  });
});

describe("embeddings", () => {
  it("says what each text is for", async () => {
    const embedder = cohereRuntime.embeddings(connection(), COHERE_EMBEDDING_MODEL, ports());
    await embedder.embed(["When is lunch?"], { signal: signal(), purpose: "query" });
    await embedder.embed(["Lunch is at noon."], { signal: signal(), purpose: "passage" });
    expect(api.calls.map(({ body }) => body)).toMatchObject([
      { input_type: "search_query" },
      { input_type: "search_document" },
    ]);
  });
});

describe.each([
  [429, "model.rate-limited"],
  [498, "model.key-rejected"],
  [500, "model.unavailable"],
] as const)("status %i", (status, code) => {
  beforeEach(() => {
    api.control({ fail: { mode: "status", status } });
  });

  it(`is ${code} of embeddings`, async () => {
    const embedder = cohereRuntime.embeddings(connection(), COHERE_EMBEDDING_MODEL, ports());
    const work = embedder.embed(["a"], { signal: signal(), purpose: "query" });
    await expect(work).rejects.toMatchObject({ code });
  });

  it(`is ${code} of reranking`, async () => {
    const reranker = cohereRuntime.rerank(connection(), COHERE_RERANK_MODEL, ports());
    const work = reranker.rerank("When is lunch?", ["Lunch"], { signal: signal() });
    await expect(work).rejects.toMatchObject({ code });
  });
});

describe("listModels", () => {
  it("lists every page with what Cohere says of each", async () => {
    const models = await cohereRuntime.listModels(connection(), ports(), signal());
    expect(models).toEqual([
      {
        ...{ id: COHERE_MODEL, kind: "chat", contextWindow: 256_000 },
        ...{ tools: true, structuredOutput: true, vision: false, reasoning: false },
      },
      { id: COHERE_EMBEDDING_MODEL, kind: "embedding", contextWindow: 512 },
      { id: COHERE_RERANK_MODEL, kind: "rerank", contextWindow: 4096 },
    ]);
  });
});
