import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  CHAT_MODEL,
  EMBEDDING_MODEL,
  RERANK_MODEL,
  startModelApi,
  type ModelApi,
} from "@/e2e/servers/model-api/server";
import { createOutbound, type Outbound } from "@/lib/net/outbound";
import { collect, describeProvider, holidayRequest } from "@/lib/providers/_contract/conformance";
import type { ProviderRuntime } from "@/lib/providers/_contract/runtime";
import { azureOpenAi } from "../azure-openai/definition";
import { azureOpenAiRuntime } from "../azure-openai/runtime";
import { cerebras } from "../cerebras/definition";
import { cerebrasRuntime } from "../cerebras/runtime";
import { groq } from "../groq/definition";
import { groqRuntime } from "../groq/runtime";
import { huggingFace } from "../hugging-face/definition";
import { huggingFaceRuntime } from "../hugging-face/runtime";
import { mistral } from "../mistral/definition";
import { mistralRuntime } from "../mistral/runtime";
import { ollama } from "../ollama/definition";
import { ollamaRuntime } from "../ollama/runtime";
import { openAi } from "../openai/definition";
import { openAiRuntime } from "../openai/runtime";
import { together } from "../together/definition";
import { togetherRuntime } from "../together/runtime";

const KEY = "canary-key-2b7c9d1e";

/** The path of the interface at each service, as its documentation gives it, and how it takes the key. */
const family = [
  { definition: openAi, runtime: openAiRuntime, path: "/v1" },
  { definition: azureOpenAi, runtime: azureOpenAiRuntime, path: "/openai/v1" },
  { definition: mistral, runtime: mistralRuntime, path: "/v1", strict: true },
  { definition: groq, runtime: groqRuntime, path: "/openai/v1" },
  { definition: cerebras, runtime: cerebrasRuntime, path: "/v1" },
  { definition: together, runtime: togetherRuntime, path: "/v1" },
  { definition: huggingFace, runtime: huggingFaceRuntime, path: "/v1" },
  { definition: ollama, runtime: ollamaRuntime, path: "/v1" },
] as const;

let outbound: Outbound;
beforeAll(() => {
  outbound = createOutbound().allowing((host) => host === "127.0.0.1");
});
afterAll(() => outbound.close());

describe.each(family)("$definition.type", ({ definition, runtime, ...service }) => {
  let api: ModelApi;
  beforeAll(async () => {
    const { keyHeader } = definition.service;
    api = await startModelApi({ apiKey: KEY, dimension: 64, keyHeader, ...service });
  });
  afterAll(() => api.close());

  const connection = () => ({ baseUrl: api.baseUrl, apiKey: KEY });
  const ports = () => ({ fetch: outbound.fetch });

  describeProvider({
    definition,
    runtime,
    get connection() {
      return connection();
    },
    get ports() {
      return ports();
    },
    chatModel: CHAT_MODEL,
    embeddingModel: EMBEDDING_MODEL,
    rerankModel: RERANK_MODEL,
  });

  it("has the path of its documentation in its own address", () => {
    const { placeholder = "" } = definition.messages.en.fields.baseUrl;
    expect(new URL(definition.service.baseUrl ?? placeholder).pathname).toBe(service.path);
  });

  it("reports usage", async () => {
    const chat = (runtime as ProviderRuntime).chat?.(connection(), ports());
    if (!chat) throw new Error("No chat.");
    const chunks = await collect(chat.stream(holidayRequest(CHAT_MODEL)));
    expect(chunks.find(({ type }) => type === "usage")).toBeDefined();
  });

  it("lists its models", async () => {
    const models = await runtime.listModels(connection(), ports(), new AbortController().signal);
    expect(models.map(({ id }) => id)).toContain(CHAT_MODEL);
  });
});
