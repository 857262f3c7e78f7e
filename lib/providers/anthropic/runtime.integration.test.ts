import { describe, expect, it, vi } from "vitest";
import { ANTHROPIC_MODEL, anthropicService } from "@/e2e/servers/provider-apis/anthropic";
import {
  collect,
  describeProvider,
  holidayRequest,
  textOf,
} from "@/lib/providers/_contract/conformance";
import { describeService } from "@/lib/providers/_contract/service-conformance";
import { testProviderApi } from "@/lib/testing/provider-api";
import { anthropic } from "./definition";
import { anthropicRuntime, createAnthropic } from "./runtime";

const KEY = "sk-ant-canary-1f2e3d4c";

const service = testProviderApi(anthropicService(), KEY);

describeProvider({
  definition: anthropic,
  runtime: anthropicRuntime,
  get connection() {
    return service.connection;
  },
  get ports() {
    return service.ports;
  },
  chatModel: ANTHROPIC_MODEL,
  embeddingModel: "",
});

describeService({
  make: createAnthropic,
  get server() {
    return service.server;
  },
  get ports() {
    return service.ports;
  },
  chatModel: ANTHROPIC_MODEL,
  filtered: "content-filter",
});

const ask = (more: object = {}) =>
  collect(
    anthropicRuntime
      .chat(service.connection, service.ports)
      .stream(holidayRequest(ANTHROPIC_MODEL, more)),
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
      usage: { inputTokens: 14, outputTokens: 5, cacheWriteInputTokens: 5 },
    });
    expect(second.find(({ type }) => type === "usage")).toEqual({
      type: "usage",
      usage: { inputTokens: 14, outputTokens: 5, cachedInputTokens: 5 },
    });
    expect(service.server.calls[0]?.body).toMatchObject({
      system: [{ text: "Instructions of this test alone.", cache_control: { type: "ephemeral" } }],
    });
  });

  it("keeps a model's thoughts out of its answer", async () => {
    const chunks = await ask({ reasoningEffort: "low" });
    expect(textOf(chunks)).toBe("Everyone has 28 days of holiday a year. [1]");
    expect(service.server.calls[0]?.body).toMatchObject({ thinking: { type: "enabled" } });
  });

  it("sends the key as Anthropic wants it, and no other", async () => {
    vi.stubEnv("ANTHROPIC_AUTH_TOKEN", "of-somebody-else");
    await ask();
    vi.unstubAllEnvs();
    expect(service.server.calls[0]?.headers).toMatchObject({
      "x-api-key": KEY,
      "anthropic-version": "2023-06-01",
    });
    expect(service.server.calls[0]?.headers.authorization).toBeUndefined();
  });
});

describe("listModels", () => {
  it("lists every page with what Anthropic says of each", async () => {
    const { signal } = new AbortController();
    const models = await anthropicRuntime.listModels(service.connection, service.ports, signal);
    expect(models.map(({ id }) => id)).toEqual([ANTHROPIC_MODEL, "claude-quote-0"]);
    expect(models[0]).toEqual({
      ...{ id: ANTHROPIC_MODEL, name: "Claude Quote 1", kind: "chat" },
      ...{ contextWindow: 200_000, maxOutputTokens: 64_000 },
      ...{ tools: true, vision: true, structuredOutput: true, reasoning: true },
    });
  });
});
