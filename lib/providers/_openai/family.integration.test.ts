import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  CHAT_MODEL,
  EMBEDDING_MODEL,
  RERANK_MODEL,
  startModelApi,
  type ModelApi,
} from "@/e2e/servers/model-api/server";
import {
  AZURE_OPENAI,
  CEREBRAS,
  GROQ,
  HUGGING_FACE,
  MISTRAL,
  OLLAMA,
  OPENAI,
  TOGETHER,
  type ServerDialect,
} from "@/e2e/servers/model-api/dialects";
import { createOutbound, type Outbound } from "@/lib/net/outbound";
import { collect, describeProvider, holidayRequest } from "@/lib/providers/_contract/conformance";
import type { ServiceDefinition } from "@/lib/providers/_contract/definition";
import type { ProviderRuntime } from "@/lib/providers/_contract/runtime";
import {
  describeService,
  type ServiceUnderTest,
} from "@/lib/providers/_contract/service-conformance";
import { createOpenAiRuntime, type Dialect } from "./runtime";
import { azureOpenAi } from "../azure-openai/definition";
import { azureOpenAiRuntime } from "../azure-openai/runtime";
import { cerebras } from "../cerebras/definition";
import { cerebrasDialect, cerebrasRuntime } from "../cerebras/runtime";
import { groq } from "../groq/definition";
import { groqRuntime } from "../groq/runtime";
import { huggingFace } from "../hugging-face/definition";
import { huggingFaceRuntime } from "../hugging-face/runtime";
import { mistral } from "../mistral/definition";
import { mistralDialect, mistralRuntime } from "../mistral/runtime";
import { ollama } from "../ollama/definition";
import { ollamaRuntime } from "../ollama/runtime";
import { openAi } from "../openai/definition";
import { openAiDialect, openAiRuntime } from "../openai/runtime";
import { openAiCompatible } from "../openai-compatible/definition";
import { openAiCompatibleRuntime } from "../openai-compatible/runtime";
import { together } from "../together/definition";
import { togetherRuntime } from "../together/runtime";

const KEY = "canary-key-2b7c9d1e";

/** Each service as its documentation has it, and what is not said there. */
const family = [
  { definition: openAi, runtime: openAiRuntime, dialect: openAiDialect, server: OPENAI },
  { definition: azureOpenAi, runtime: azureOpenAiRuntime, server: AZURE_OPENAI },
  {
    ...{ definition: mistral, runtime: mistralRuntime, dialect: mistralDialect, server: MISTRAL },
    lacks: ["quota"],
  },
  { definition: groq, runtime: groqRuntime, server: GROQ, lacks: ["quota"] },
  { definition: cerebras, runtime: cerebrasRuntime, dialect: cerebrasDialect, server: CEREBRAS },
  { definition: together, runtime: togetherRuntime, server: TOGETHER },
  { definition: huggingFace, runtime: huggingFaceRuntime, server: HUGGING_FACE },
  { definition: ollama, runtime: ollamaRuntime, server: OLLAMA, lacks: ["quota", "filtered"] },
  { definition: openAiCompatible, runtime: openAiCompatibleRuntime, server: OPENAI },
] as const;

interface Member {
  readonly definition: ServiceDefinition;
  readonly runtime: ProviderRuntime;
  readonly dialect?: Dialect;
  readonly server: ServerDialect;
  readonly lacks?: ServiceUnderTest["lacks"];
}

let outbound: Outbound;
beforeAll(() => {
  outbound = createOutbound().allowing((host) => host === "127.0.0.1");
});
afterAll(() => outbound.close());

describe.each<Member>(family)("$definition.type", (member) => {
  const { definition, runtime, dialect = {}, server, lacks = [] } = member;
  let api: ModelApi;
  beforeAll(async () => {
    api = await startModelApi({ apiKey: KEY, dimension: 64, dialect: server });
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

  describeService({
    make: (timeouts) => createOpenAiRuntime(definition, { ...dialect, timeouts }),
    get server() {
      return api;
    },
    get ports() {
      return ports();
    },
    chatModel: CHAT_MODEL,
    filtered: "content-filter",
    lacks,
  });

  it("has the path of its documentation in its own address, and puts the key where it belongs", () => {
    const { placeholder = "" } = definition.messages.en.fields.baseUrl ?? {};
    const { baseUrl, keyHeader } = definition.service;
    expect(new URL(baseUrl ?? placeholder).pathname).toBe(server.path);
    expect(keyHeader).toBe(server.keyHeader);
  });

  it("lists its models", async () => {
    const models = await runtime.listModels?.(connection(), ports(), new AbortController().signal);
    expect(models?.map(({ id }) => id)).toContain(CHAT_MODEL);
  });
});

describe("OpenAI's models that think", () => {
  let api: ModelApi;
  beforeAll(async () => {
    api = await startModelApi({ apiKey: KEY });
  });
  afterAll(() => api.close());

  it.each([openAiRuntime, openAiCompatibleRuntime] as const)(
    "get no temperature, and the longest answer by its new name",
    async (runtime) => {
      const chat = runtime.chat({ baseUrl: api.baseUrl, apiKey: KEY }, { fetch: outbound.fetch });
      const chunks = await collect(chat.stream(holidayRequest("gpt-5-mini")));
      expect(chunks.at(-1)).toEqual({ type: "finish", reason: "stop" });
      expect(api.calls.at(-1)?.body).toMatchObject({ max_completion_tokens: 200 });
      expect(api.calls.at(-1)?.body).not.toHaveProperty("temperature");
    },
  );
});
