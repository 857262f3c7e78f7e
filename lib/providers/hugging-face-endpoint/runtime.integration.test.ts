import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CHAT_MODEL, startModelApi } from "@/e2e/servers/model-api/server";
import { startProviderApi, type ProviderApi } from "@/e2e/servers/provider-apis/host";
import {
  TEI_EMBEDDING_MODEL,
  TEI_RERANK_MODEL,
  textEmbeddingsInference,
} from "@/e2e/servers/provider-apis/text-embeddings-inference";
import {
  textGenerationInference,
  TGI_MODEL,
} from "@/e2e/servers/provider-apis/text-generation-inference";
import { createOutbound, type Outbound } from "@/lib/net/outbound";
import { collect, describeProvider, holidayRequest } from "@/lib/providers/_contract/conformance";
import type { ProviderRuntime } from "@/lib/providers/_contract/runtime";
import { describeService } from "@/lib/providers/_contract/service-conformance";
import { huggingFaceEndpoint } from "./definition";
import { createHuggingFaceEndpoint, huggingFaceEndpointRuntime } from "./runtime";

const KEY = "hf_canary_9a8b7c6d";

let generation: ProviderApi;
let embeddings: ProviderApi;
let ranking: ProviderApi;
let outbound: Outbound;
beforeAll(async () => {
  const options = { apiKey: KEY };
  generation = await startProviderApi(textGenerationInference, options);
  embeddings = await startProviderApi(textEmbeddingsInference("embeddings"), options);
  ranking = await startProviderApi(textEmbeddingsInference("rerank"), options);
  outbound = createOutbound().allowing((host) => host === "127.0.0.1");
});
beforeEach(() => {
  for (const api of [generation, embeddings, ranking]) api.control({ reset: true });
});
afterAll(async () => {
  await outbound.close();
  await Promise.all([generation, embeddings, ranking].map((api) => api.close()));
});

const to = (api: ProviderApi) => ({ baseUrl: api.baseUrl, apiKey: KEY });
const ports = () => ({ fetch: outbound.fetch });
const signal = () => new AbortController().signal;

/** An endpoint serves one model; the suite wants a provider that does all three. */
const threeEndpoints: ProviderRuntime = {
  chat: (_, given) => huggingFaceEndpointRuntime.chat(to(generation), given),
  embeddings: (_, model, given) =>
    huggingFaceEndpointRuntime.embeddings(to(embeddings), model, given),
  rerank: (_, model, given) => huggingFaceEndpointRuntime.rerank(to(ranking), model, given),
};

describeProvider({
  definition: huggingFaceEndpoint,
  runtime: threeEndpoints,
  get connection() {
    return to(generation);
  },
  get ports() {
    return ports();
  },
  chatModel: TGI_MODEL,
  embeddingModel: TEI_EMBEDDING_MODEL,
  rerankModel: TEI_RERANK_MODEL,
});

describeService({
  make: createHuggingFaceEndpoint,
  get server() {
    return generation;
  },
  get ports() {
    return ports();
  },
  chatModel: TGI_MODEL,
  filtered: "content-filter",
  lacks: ["filtered", "quota"],
});

describe("an address", () => {
  it.each(["", "/", "/v1", "/v1/"])("may end in %j", async (end) => {
    const baseUrl = `${generation.baseUrl}${end}`;
    const chat = huggingFaceEndpointRuntime.chat({ baseUrl, apiKey: KEY }, ports());
    const chunks = await collect(chat.stream(holidayRequest(TGI_MODEL)));
    expect(chunks.at(-1)).toEqual({ type: "finish", reason: "stop" });
    expect(generation.calls[0]?.headers["x-scale-up-timeout"]).toBe("80");
  });
});

describe("a server that only speaks OpenAI's interface", () => {
  it("is asked for forms in OpenAI's way, and for its list of models", async () => {
    const api = await startModelApi({ apiKey: KEY });
    const connection = { baseUrl: api.baseUrl, apiKey: KEY };
    const models = await huggingFaceEndpointRuntime.listModels(connection, ports(), signal());
    expect(models.map(({ id }) => id)).toContain(CHAT_MODEL);
    const responseSchema = { name: "answer", schema: { type: "object", properties: {} } };
    const chat = huggingFaceEndpointRuntime.chat(connection, ports());
    await collect(chat.stream(holidayRequest(CHAT_MODEL, { responseSchema })));
    expect(api.calls.at(-1)?.body).toMatchObject({
      response_format: { type: "json_schema", json_schema: { name: "answer" } },
    });
    await api.close();
  });
});

describe("failures of vectors and ranks", () => {
  it.each([
    [424, "model.unavailable"],
    [429, "model.rate-limited"],
    [503, "model.unavailable"],
  ] as const)("%i is %s", async (status, code) => {
    // The first call is for what the server takes.
    const fail = { mode: "status", status, times: 1 } as const;
    embeddings.control({ fail });
    ranking.control({ fail });
    const embedder = huggingFaceEndpointRuntime.embeddings(
      to(embeddings),
      TEI_EMBEDDING_MODEL,
      ports(),
    );
    const embed = embedder.embed(["a"], { signal: signal(), purpose: "query" });
    await expect(embed).rejects.toMatchObject({ code });
    const reranker = huggingFaceEndpointRuntime.rerank(to(ranking), TEI_RERANK_MODEL, ports());
    await expect(reranker.rerank("a", ["b"], { signal: signal() })).rejects.toMatchObject({ code });
  });
});

describe("listModels", () => {
  it("lists the one that runs there", async () => {
    const list = (api: ProviderApi) =>
      huggingFaceEndpointRuntime.listModels(to(api), ports(), signal());
    expect(await list(generation)).toEqual([
      { id: TGI_MODEL, kind: "chat", contextWindow: 8192, structuredOutput: true },
    ]);
    expect(await list(embeddings)).toEqual([
      { id: TEI_EMBEDDING_MODEL, kind: "embedding", contextWindow: 512 },
    ]);
    expect(await list(ranking)).toEqual([
      { id: TEI_RERANK_MODEL, kind: "rerank", contextWindow: 512 },
    ]);
  });
});
