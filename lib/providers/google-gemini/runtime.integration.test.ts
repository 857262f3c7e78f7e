import { describe, expect, it } from "vitest";
import {
  GEMINI_EMBEDDING_MODEL,
  GEMINI_MODEL,
  geminiService,
} from "@/e2e/servers/provider-apis/google-gemini";
import { collect, describeProvider, holidayRequest } from "@/lib/providers/_contract/conformance";
import { describeService } from "@/lib/providers/_contract/service-conformance";
import { DEFAULT_TIMEOUTS } from "@/lib/providers/_wire/timeouts";
import { testProviderApi } from "@/lib/testing/provider-api";
import { googleGemini } from "./definition";
import { createGoogleGemini, googleGeminiRuntime } from "./runtime";

const KEY = "AIza-canary-4f3e2d1c";

const service = testProviderApi(geminiService, KEY);
const signal = () => new AbortController().signal;

describeProvider({
  definition: googleGemini,
  runtime: googleGeminiRuntime,
  get connection() {
    return service.connection;
  },
  get ports() {
    return service.ports;
  },
  chatModel: GEMINI_MODEL,
  embeddingModel: GEMINI_EMBEDDING_MODEL,
});

describeService({
  make: createGoogleGemini,
  get server() {
    return service.server;
  },
  get ports() {
    return service.ports;
  },
  chatModel: GEMINI_MODEL,
  filtered: "content-filter",
});

const ask = (more: object) =>
  collect(
    createGoogleGemini(DEFAULT_TIMEOUTS)
      .chat(service.connection, service.ports)
      .stream(holidayRequest(GEMINI_MODEL, more)),
  );

describe("chat", () => {
  it("counts thoughts as output, which they are paid as", async () => {
    const [plain, thoughtful] = await Promise.all([
      ask({}),
      ask({ model: "gemini-quote-pro", reasoningEffort: "low" }),
    ]);
    const output = (chunks: typeof plain) =>
      chunks.find((chunk) => chunk.type === "usage")?.usage.outputTokens ?? NaN;
    expect(output(thoughtful)).toBe(output(plain) + 5);
    expect(service.server.calls.map(({ body }) => body)).toContainEqual(
      expect.objectContaining({
        generationConfig: expect.objectContaining({
          thinkingConfig: { thinkingLevel: "LOW" },
        }) as unknown,
      }),
    );
  });

  it("counts apart what the service had of the prompt from before", async () => {
    const messages = [
      { role: "system", content: "Instructions of this test alone." },
      { role: "user", content: "[1] Lunch is at noon.\n\nQuestion: When is lunch?" },
    ];
    const used = async () =>
      (await ask({ messages })).find((chunk) => chunk.type === "usage")?.usage;
    const [first, second] = [await used(), await used()];
    expect(first).not.toHaveProperty("cachedInputTokens");
    expect(second).toEqual({ ...first, cachedInputTokens: 5 });
  });

  it("takes the quota of a minute for a wait, which has the same words as that of a day", async () => {
    service.server.control({ fail: { mode: "status", status: 429 } });
    await expect(ask({})).rejects.toMatchObject({ code: "model.rate-limited", retryable: true });
    service.server.control({ fail: { mode: "quota" } });
    await expect(ask({})).rejects.toMatchObject({ code: "model.quota-used-up", retryable: false });
  });
});

describe("embeddings", () => {
  it("says what each text is for", async () => {
    const embedder = googleGeminiRuntime.embeddings(
      service.connection,
      GEMINI_EMBEDDING_MODEL,
      service.ports,
    );
    await embedder.embed(["When is lunch?"], { signal: signal(), purpose: "query" });
    await embedder.embed(["Lunch is at noon."], { signal: signal(), purpose: "passage" });
    const types = service.server.calls.map(
      ({ body }) => (body as { requests: { taskType: string }[] }).requests[0]?.taskType,
    );
    expect(types).toEqual(["RETRIEVAL_QUERY", "RETRIEVAL_DOCUMENT"]);
  });

  it.each([
    [429, "model.rate-limited"],
    [500, "model.unavailable"],
  ] as const)("%i is %s", async (status, code) => {
    service.server.control({ fail: { mode: "status", status } });
    const embedder = googleGeminiRuntime.embeddings(
      service.connection,
      GEMINI_EMBEDDING_MODEL,
      service.ports,
    );
    const work = embedder.embed(["a"], { signal: signal(), purpose: "query" });
    await expect(work).rejects.toMatchObject({ code });
  });
});

describe("listModels", () => {
  it("lists every page with what Google says of each", async () => {
    const models = await googleGeminiRuntime.listModels(
      service.connection,
      service.ports,
      signal(),
    );
    expect(models).toEqual([
      expect.objectContaining({
        ...{ id: GEMINI_MODEL, kind: "chat", contextWindow: 1_048_576, maxOutputTokens: 65_536 },
      }),
      { id: GEMINI_EMBEDDING_MODEL, kind: "embedding", contextWindow: 1_048_576 },
      expect.objectContaining({ id: "gemini-quote-pro", reasoning: true }),
    ]);
  });

  it("rejects a wrong key", async () => {
    const wrong = { ...service.connection, apiKey: "wrong" };
    const work = googleGeminiRuntime.listModels(wrong, service.ports, signal());
    await expect(work).rejects.toMatchObject({ code: "model.key-rejected" });
  });
});
