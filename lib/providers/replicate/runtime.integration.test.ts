import { beforeEach, describe, expect, it } from "vitest";
import {
  REPLICATE_FINE_TUNE,
  REPLICATE_MODEL,
  REPLICATE_VERSION,
  replicateService,
} from "@/e2e/servers/provider-apis/replicate";
import {
  collect,
  describeProvider,
  holidayRequest,
  textOf,
} from "@/lib/providers/_contract/conformance";
import { describeService } from "@/lib/providers/_contract/service-conformance";
import { DEFAULT_TIMEOUTS } from "@/lib/providers/_wire/timeouts";
import { testProviderApi } from "@/lib/testing/provider-api";
import { replicate } from "./definition";
import { createReplicate, replicateRuntime } from "./runtime";

const KEY = "r8_canary_5e4d3c2b";

const service = testProviderApi(replicateService(), KEY);
const calls = () =>
  service.server.calls
    .map(({ method, path }) => `${method} ${path}`)
    .filter((call) => !call.endsWith("/cancel"));
const cancelled = () => service.server.calls.some(({ path }) => path.endsWith("/cancel"));

describeProvider({
  definition: replicate,
  runtime: replicateRuntime,
  get connection() {
    return service.connection;
  },
  get ports() {
    return service.ports;
  },
  chatModel: REPLICATE_MODEL,
  embeddingModel: "",
});

describeService({
  make: createReplicate,
  get server() {
    return service.server;
  },
  get ports() {
    return service.ports;
  },
  chatModel: REPLICATE_MODEL,
  filtered: "error",
  lacks: ["tools", "schema", "too-long"],
});

function ask(model: string, more: object = {}) {
  const chat = createReplicate(DEFAULT_TIMEOUTS, 5).chat(service.connection, service.ports);
  return chat.stream(holidayRequest(model, more));
}

describe("chat", () => {
  it("runs an official model by its name", async () => {
    expect(textOf(await collect(ask(REPLICATE_MODEL)))).toContain("28 days");
    expect(calls().slice(0, 2)).toEqual([
      `GET /v1/models/${REPLICATE_MODEL}`,
      `POST /v1/models/${REPLICATE_MODEL}/predictions`,
    ]);
    const made = service.server.calls.find(({ path }) => path.endsWith("/predictions"));
    expect(made?.headers["cancel-after"]).toBe("15m");
  });

  it.each([REPLICATE_FINE_TUNE, "acme/quote-tuned"])("runs a version of %s", async (model) => {
    expect(textOf(await collect(ask(model, { temperature: 0.3 })))).toContain("28 days");
    expect(service.server.calls.find(({ method }) => method === "POST")?.body).toMatchObject({
      version: REPLICATE_VERSION,
      input: { max_new_tokens: 200, temperature: 0.3 },
    });
  });

  it("asks once what a model takes", async () => {
    const chat = createReplicate(DEFAULT_TIMEOUTS).chat(service.connection, service.ports);
    for (let time = 0; time < 3; time++)
      await collect(chat.stream(holidayRequest(REPLICATE_MODEL)));
    expect(
      service.server.calls.filter(({ path }) => path === `/v1/models/${REPLICATE_MODEL}`),
    ).toHaveLength(1);
  });

  it.each(["acme/nothing", `acme/quote-tuned:${"0".repeat(64)}`, "no-owner"])(
    "says that there is no %s",
    async (model) => {
      await expect(collect(ask(model))).rejects.toMatchObject({ code: "model.not-found" });
    },
  );

  it("cancels the prediction of an answer that nobody reads", async () => {
    service.server.control({ pieceDelayMs: 30 });
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
    service.server.control({ reset: true, streams: false });
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
    service.server.control({ fail: { mode } });
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
    expect(await replicateRuntime.listModels(service.connection, service.ports, signal)).toEqual([
      expect.objectContaining({ id: REPLICATE_MODEL, kind: "chat" }),
    ]);
  });
});
