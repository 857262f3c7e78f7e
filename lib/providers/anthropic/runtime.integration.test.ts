import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ANTHROPIC_MODEL, anthropicService } from "@/e2e/servers/provider-apis/anthropic";
import { startProviderApi, type ProviderApi } from "@/e2e/servers/provider-apis/host";
import { createOutbound, type Outbound } from "@/lib/net/outbound";
import {
  collect,
  describeProvider,
  holidayRequest,
  textOf,
} from "@/lib/providers/_contract/conformance";
import { describeService } from "@/lib/providers/_contract/service-conformance";
import { anthropic } from "./definition";
import { anthropicRuntime, createAnthropic } from "./runtime";

const KEY = "sk-ant-canary-1f2e3d4c";

let api: ProviderApi;
let outbound: Outbound;
beforeAll(async () => {
  api = await startProviderApi(anthropicService(), { apiKey: KEY });
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

describeProvider({
  definition: anthropic,
  runtime: anthropicRuntime,
  get connection() {
    return connection();
  },
  get ports() {
    return ports();
  },
  chatModel: ANTHROPIC_MODEL,
  embeddingModel: "",
});

describeService({
  make: createAnthropic,
  get server() {
    return api;
  },
  get ports() {
    return ports();
  },
  chatModel: ANTHROPIC_MODEL,
  filtered: "content-filter",
});

const ask = (more: object = {}) =>
  collect(
    anthropicRuntime.chat(connection(), ports()).stream(holidayRequest(ANTHROPIC_MODEL, more)),
  );

describe("chat", () => {
  it("marks the instructions for the cache, and counts what came from it as input", async () => {
    const messages = [
      { role: "system", content: "Instructions of this test alone." },
      { role: "user", content: "[1] Lunch is at noon.\n\nQuestion: When is lunch?" },
    ];
    const [first, second] = [await ask({ messages }), await ask({ messages })];
    expect(first.find(({ type }) => type === "usage")).toEqual({
      type: "usage",
      usage: { inputTokens: 14, outputTokens: 5 },
    });
    expect(second).toEqual(first);
    expect(api.calls[0]?.body).toMatchObject({
      system: [{ text: "Instructions of this test alone.", cache_control: { type: "ephemeral" } }],
    });
  });

  it("keeps a model's thoughts out of its answer", async () => {
    const chunks = await ask({ reasoningEffort: "low" });
    expect(textOf(chunks)).toBe("Everyone has 28 days of holiday a year. [1]");
    expect(api.calls[0]?.body).toMatchObject({ thinking: { type: "enabled" } });
  });

  it("sends the key as Anthropic wants it, and no other", async () => {
    vi.stubEnv("ANTHROPIC_AUTH_TOKEN", "of-somebody-else");
    await ask();
    vi.unstubAllEnvs();
    expect(api.calls[0]?.headers).toMatchObject({
      "x-api-key": KEY,
      "anthropic-version": "2023-06-01",
    });
    expect(api.calls[0]?.headers.authorization).toBeUndefined();
  });
});

describe("listModels", () => {
  it("lists every page with what Anthropic says of each", async () => {
    const { signal } = new AbortController();
    const models = await anthropicRuntime.listModels(connection(), ports(), signal);
    expect(models.map(({ id }) => id)).toEqual([ANTHROPIC_MODEL, "claude-quote-0"]);
    expect(models[0]).toEqual({
      ...{ id: ANTHROPIC_MODEL, name: "Claude Quote 1", kind: "chat" },
      ...{ contextWindow: 200_000, maxOutputTokens: 64_000 },
      ...{ tools: true, vision: true, structuredOutput: true, reasoning: true },
    });
  });
});
