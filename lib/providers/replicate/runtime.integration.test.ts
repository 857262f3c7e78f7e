import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startProviderApi, type ProviderApi } from "@/e2e/servers/provider-apis/host";
import {
  REPLICATE_FINE_TUNE,
  REPLICATE_MODEL,
  REPLICATE_VERSION,
  replicateService,
} from "@/e2e/servers/provider-apis/replicate";
import { createOutbound, type Outbound } from "@/lib/net/outbound";
import {
  collect,
  describeProvider,
  holidayRequest,
  textOf,
} from "@/lib/providers/_contract/conformance";
import { describeService } from "@/lib/providers/_contract/service-conformance";
import { DEFAULT_TIMEOUTS } from "@/lib/providers/_wire/timeouts";
import { replicate } from "./definition";
import { createReplicate, replicateRuntime } from "./runtime";

const KEY = "r8_canary_5e4d3c2b";

let api: ProviderApi;
let outbound: Outbound;
beforeAll(async () => {
  api = await startProviderApi(replicateService(), { apiKey: KEY });
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
const calls = () =>
  api.calls
    .map(({ method, path }) => `${method} ${path}`)
    .filter((call) => !call.endsWith("/cancel"));
const cancelled = () => api.calls.some(({ path }) => path.endsWith("/cancel"));

describeProvider({
  definition: replicate,
  runtime: replicateRuntime,
  get connection() {
    return connection();
  },
  get ports() {
    return ports();
  },
  chatModel: REPLICATE_MODEL,
  embeddingModel: "",
});

describeService({
  make: createReplicate,
  get server() {
    return api;
  },
  get ports() {
    return ports();
  },
  chatModel: REPLICATE_MODEL,
  filtered: "error",
  lacks: ["tools", "schema", "too-long"],
});

function ask(model: string, more: object = {}) {
  const chat = createReplicate(DEFAULT_TIMEOUTS, 5).chat(connection(), ports());
  return chat.stream(holidayRequest(model, more));
}

describe("chat", () => {
  it("runs an official model by its name", async () => {
    expect(textOf(await collect(ask(REPLICATE_MODEL)))).toContain("28 days");
    expect(calls().slice(0, 2)).toEqual([
      `GET /v1/models/${REPLICATE_MODEL}`,
      `POST /v1/models/${REPLICATE_MODEL}/predictions`,
    ]);
    const made = api.calls.find(({ path }) => path.endsWith("/predictions"));
    expect(made?.headers["cancel-after"]).toBe("15m");
  });

  it.each([REPLICATE_FINE_TUNE, "acme/quote-tuned"])("runs a version of %s", async (model) => {
    expect(textOf(await collect(ask(model, { temperature: 0.3 })))).toContain("28 days");
    expect(api.calls.find(({ method }) => method === "POST")?.body).toMatchObject({
      version: REPLICATE_VERSION,
      input: { max_new_tokens: 200, temperature: 0.3 },
    });
  });

  it("asks once what a model takes", async () => {
    const chat = createReplicate(DEFAULT_TIMEOUTS).chat(connection(), ports());
    for (let time = 0; time < 3; time++)
      await collect(chat.stream(holidayRequest(REPLICATE_MODEL)));
    expect(api.calls.filter(({ path }) => path === `/v1/models/${REPLICATE_MODEL}`)).toHaveLength(
      1,
    );
  });

  it.each(["acme/nothing", `acme/quote-tuned:${"0".repeat(64)}`, "no-owner"])(
    "says that there is no %s",
    async (model) => {
      await expect(collect(ask(model))).rejects.toMatchObject({ code: "model.not-found" });
    },
  );

  it("cancels the prediction of an answer that nobody reads", async () => {
    api.control({ pieceDelayMs: 30 });
    for await (const chunk of ask(REPLICATE_MODEL)) if (chunk.type === "text") break;
    await expect.poll(cancelled).toBe(true);
  });

  it("cancels nothing that is over", async () => {
    await collect(ask(REPLICATE_MODEL));
    expect(cancelled()).toBe(false);
  });
});

describe("a model that can't stream", () => {
  beforeEach(() => {
    api.control({ reset: true, streams: false });
  });

  it("is looked at until it is over, and what is new is passed on", async () => {
    const chunks = await collect(ask(REPLICATE_MODEL));
    expect(textOf(chunks)).toBe("Everyone has 28 days of holiday a year. [1]");
    expect(chunks.filter(({ type }) => type === "text").length).toBeGreaterThan(2);
    expect(chunks.find(({ type }) => type === "usage")).toBeDefined();
  });

  it.each([
    ["filtered", "model.content-filter"],
    ["context-too-long", "model.context-too-long"],
  ] as const)("%s is %s", async (mode, code) => {
    api.control({ fail: { mode } });
    await expect(collect(ask(REPLICATE_MODEL))).rejects.toMatchObject({ code });
  });

  it("is cancelled when the signal aborts", async () => {
    const controller = new AbortController();
    const reason = new Error("the person pressed stop");
    const work = (async () => {
      for await (const chunk of ask(REPLICATE_MODEL, { signal: controller.signal }))
        if (chunk.type === "text") controller.abort(reason);
    })();
    await expect(work).rejects.toBe(reason);
    await expect.poll(cancelled).toBe(true);
  });
});

describe("listModels", () => {
  it("lists Replicate's choice of models for text", async () => {
    const { signal } = new AbortController();
    expect(await replicateRuntime.listModels(connection(), ports(), signal)).toEqual([
      expect.objectContaining({ id: REPLICATE_MODEL, kind: "chat" }),
    ]);
  });
});
