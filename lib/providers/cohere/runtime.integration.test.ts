import { beforeEach, describe, expect, it } from "vitest";
import {
  COHERE_EMBEDDING_MODEL,
  COHERE_MODEL,
  COHERE_RERANK_MODEL,
  cohereService,
} from "@/e2e/servers/provider-apis/cohere";
import { collect, describeProvider, holidayRequest } from "@/lib/providers/_contract/conformance";
import { describeService } from "@/lib/providers/_contract/service-conformance";
import { testProviderApi } from "@/lib/testing/provider-api";
import { cohere } from "./definition";
import { cohereRuntime, createCohere } from "./runtime";

const KEY = "canary-cohere-7a6b5c4d";

const service = testProviderApi(cohereService, KEY);
const signal = () => new AbortController().signal;

describeProvider({
  definition: cohere,
  runtime: cohereRuntime,
  get connection() {
    return service.connection;
  },
  get ports() {
    return service.ports;
  },
  chatModel: COHERE_MODEL,
  embeddingModel: COHERE_EMBEDDING_MODEL,
  rerankModel: COHERE_RERANK_MODEL,
});

describeService({
  make: createCohere,
  get server() {
    return service.server;
  },
  get ports() {
    return service.ports;
  },
  chatModel: COHERE_MODEL,
  filtered: "content-filter",
});

describe("chat", () => {
  it("reports what is billed, not what the service adds", async () => {
    const chat = cohereRuntime.chat(service.connection, service.ports);
    const chunks = await collect(chat.stream(holidayRequest(COHERE_MODEL)));
    const usage = { inputTokens: 33, outputTokens: 9 };
    expect(chunks).toContainEqual({ type: "usage", usage });
  });
});

describe("reranking", () => {
  it("tells the searches that are billed", async () => {
    const reranker = cohereRuntime.rerank(service.connection, COHERE_RERANK_MODEL, service.ports);
    const heard: number[] = [];
    const onSearches = (count: number) => void heard.push(count);
    await reranker.rerank("When is lunch?", ["At noon."], { signal: signal(), onSearches });
    expect(heard).toEqual([1]);
  });
});

describe("embeddings", () => {
  it("says what each text is for", async () => {
    const embedder = cohereRuntime.embeddings(
      service.connection,
      COHERE_EMBEDDING_MODEL,
      service.ports,
    );
    await embedder.embed(["When is lunch?"], { signal: signal(), purpose: "query" });
    await embedder.embed(["Lunch is at noon."], { signal: signal(), purpose: "passage" });
    expect(service.server.calls.map(({ body }) => body)).toMatchObject([
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
    service.server.control({ fail: { mode: "status", status } });
  });

  it(`is ${code} of embeddings`, async () => {
    const embedder = cohereRuntime.embeddings(
      service.connection,
      COHERE_EMBEDDING_MODEL,
      service.ports,
    );
    const work = embedder.embed(["a"], { signal: signal(), purpose: "query" });
    await expect(work).rejects.toMatchObject({ code });
  });

  it(`is ${code} of reranking`, async () => {
    const reranker = cohereRuntime.rerank(service.connection, COHERE_RERANK_MODEL, service.ports);
    const work = reranker.rerank("When is lunch?", ["Lunch"], { signal: signal() });
    await expect(work).rejects.toMatchObject({ code });
  });
});

describe("listModels", () => {
  it("lists every page with what Cohere says of each", async () => {
    const models = await cohereRuntime.listModels(service.connection, service.ports, signal());
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
