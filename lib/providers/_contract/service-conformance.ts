import { inspect } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import type { Timeouts } from "@/lib/providers/_wire/timeouts";
import { collect, holidayRequest, textOf } from "./conformance";
import type {
  ChatChunk,
  ChatRequest,
  Connection,
  FinishReason,
  ProviderPorts,
  ProviderRuntime,
} from "./runtime";

/** What a test server is told: to fail in a way, or to be slow. */
interface Control {
  readonly reset?: boolean;
  readonly fail?: {
    readonly mode: Mode;
    readonly status?: number;
    readonly times?: number;
    readonly retryAfterSeconds?: number;
  };
  readonly delayMs?: number;
  readonly pieceDelayMs?: number;
}
type Mode =
  | "status"
  | "hang"
  | "garbage"
  | "hang-mid-stream"
  | "cut"
  | "end-early"
  | "garbled-event"
  | "error-event"
  | "context-too-long"
  | "quota"
  | "filtered"
  | "too-long";

/** A server of `e2e/servers/provider-apis`. */
interface Server {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly calls: readonly {
    readonly method: string;
    readonly body: unknown;
    readonly finished: boolean;
    readonly closedEarly: boolean;
  }[];
  readonly control: (change: Control) => void;
}

/** A provider with a protocol of its own, against a server that speaks it; getters for what is there once it has started. */
export interface ServiceUnderTest {
  readonly make: (timeouts: Timeouts) => ProviderRuntime;
  readonly server: Server;
  readonly ports: ProviderPorts;
  readonly chatModel: string;
  /** How an answer ends that the service's filter took away; an error where it says so before it answers. */
  readonly filtered: FinishReason | "error";
  /** Whether the service says how long to wait. */
  readonly retryAfter?: boolean;
  /** What the service can't be asked for, or never says. */
  readonly lacks?: readonly ("tools" | "schema" | "images" | "quota" | "filtered" | "too-long")[];
}

/** Waits short enough for tests, long enough for a busy machine. */
const IMPATIENT: Timeouts = { connectMs: 2000, firstTokenMs: 400, betweenTokensMs: 400 };
const PATIENT: Timeouts = { connectMs: 5000, firstTokenMs: 10_000, betweenTokensMs: 10_000 };

/** What every chat model that is reached over HTTP promises of failures, ends and requests. */
export function describeService(service: ServiceUnderTest): void {
  describe("as a service", () => {
    beforeEach(() => {
      service.server.control({ reset: true });
    });
    describeRequests(service);
    describeEnds(service);
    describeRefusals(service);
    describeStreams(service);
    describeStopping(service);
  });
}

interface Ask extends Partial<ChatRequest> {
  readonly timeouts?: Timeouts;
  readonly to?: Partial<Connection>;
}

function ask(service: ServiceUnderTest, { timeouts = PATIENT, to, ...more }: Ask = {}) {
  const { baseUrl, apiKey } = service.server;
  const chat = service.make(timeouts).chat?.({ baseUrl, apiKey, ...to }, service.ports);
  if (!chat) throw new Error("No chat.");
  return chat.stream(holidayRequest(service.chatModel, more));
}

/** The AppError of a call, after checking that the key is nowhere in it. */
async function failureOf(service: ServiceUnderTest, work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => "no error",
    (thrown: unknown) => thrown,
  );
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(service.server.apiKey);
  if (error instanceof AppError) return error;
  throw new Error(`Not an AppError: ${inspect(error)}`);
}

function finishOf(chunks: readonly ChatChunk[]): FinishReason | undefined {
  const last = chunks.at(-1);
  return last?.type === "finish" ? last.reason : undefined;
}

function describeRequests(service: ServiceUnderTest): void {
  const { lacks = [] } = service;
  const schema = {
    type: "object",
    properties: { answer: { type: "string" }, days: { type: "integer" } },
    required: ["answer", "days"],
    additionalProperties: false,
  };

  it("reports what was used", async () => {
    const chunks = await collect(ask(service));
    const usage = chunks.find((chunk) => chunk.type === "usage")?.usage;
    expect(usage?.inputTokens).toBeGreaterThan(10);
    expect(usage?.outputTokens).toBeGreaterThan(3);
  });

  it("carries a conversation and settings on", async () => {
    const messages = [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hello" },
      { role: "assistant", content: "Hi there" },
      { role: "user", content: "[1] Lunch is at noon.\n\nQuestion: When is lunch?" },
    ] as const;
    const chunks = await collect(ask(service, { messages, temperature: 0.5 }));
    expect(textOf(chunks)).toContain("Lunch is at noon.");
    const sent = JSON.stringify(service.server.calls.map(({ body }) => body));
    for (const { content } of messages)
      expect(sent).toContain(JSON.stringify(content).slice(1, -1));
    expect(sent).toContain("0.5");
  });

  it("sends no temperature that the service doesn't take", async () => {
    expect(textOf(await collect(ask(service, { temperature: 2 })))).toContain("28 days");
  });

  it.skipIf(lacks.includes("schema"))("gives an answer the form that is asked for", async () => {
    const chunks = await collect(ask(service, { responseSchema: { name: "holiday", schema } }));
    const answer = JSON.parse(textOf(chunks)) as { answer: string; days: number };
    expect(answer.days).toBe(28);
    expect(answer.answer).toContain("28 days");
    expect(finishOf(chunks)).toBe("stop");
  });

  it.skipIf(lacks.includes("tools"))("calls a tool, whole", async () => {
    const tools = [
      { name: "look_up", description: "Looks a name up.", parameters: schema },
      { name: "note_days", description: "Notes days of holiday.", parameters: schema },
    ];
    const messages = [
      {
        role: "user",
        content: "[1] 28 days of holiday.\n\nQuestion: Use note_days: how many days?",
      },
    ] as const;
    const chunks = await collect(ask(service, { tools, messages }));
    const calls = chunks.filter((chunk) => chunk.type === "tool-call");
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ name: "note_days" });
    expect(calls[0]?.id).not.toBe("");
    expect(JSON.parse(calls[0]?.input ?? "")).toMatchObject({ days: 28 });
    expect(finishOf(chunks)).toBe("tools");
  });

  it.skipIf(lacks.includes("images"))("shows an image", async () => {
    const data = Buffer.from("not really a picture").toString("base64");
    const { messages } = holidayRequest("");
    const seen = messages.map((message) =>
      message.role === "user"
        ? { ...message, images: [{ mediaType: "image/png", data }] }
        : message,
    );
    expect(textOf(await collect(ask(service, { messages: seen })))).toContain("28 days");
    expect(JSON.stringify(service.server.calls.map(({ body }) => body))).toContain(data);
  });
}

function describeEnds(service: ServiceUnderTest): void {
  const { lacks = [] } = service;

  it.skipIf(lacks.includes("too-long"))(
    "tells that an answer reached its longest length",
    async () => {
      service.server.control({ fail: { mode: "too-long" } });
      expect(finishOf(await collect(ask(service)))).toBe("length");
    },
  );

  it.skipIf(lacks.includes("filtered"))(
    "tells what a filter took away from a failure",
    async () => {
      service.server.control({ fail: { mode: "filtered" } });
      const work = collect(ask(service));
      if (service.filtered === "error")
        expect((await failureOf(service, work)).code).toBe("model.content-filter");
      else expect(finishOf(await work)).toBe(service.filtered);
    },
  );

  it("waits for an answer that begins late", async () => {
    service.server.control({ delayMs: 100, pieceDelayMs: 5 });
    expect(textOf(await collect(ask(service)))).toContain("28 days");
  });
}

function describeRefusals(service: ServiceUnderTest): void {
  const { lacks = [], retryAfter = true } = service;

  it.each([
    [401, "model.key-rejected", false],
    [403, "model.key-not-allowed", false],
    [404, "model.not-found", false],
    [408, "model.unavailable", true],
    [413, "model.context-too-long", false],
    [429, "model.rate-limited", true],
    [500, "model.unavailable", true],
    [503, "model.unavailable", true],
    [529, "model.unavailable", true],
  ] as const)("%i is %s, and tried once", async (...[status, code, retryable]) => {
    service.server.control({ fail: { mode: "status", status, times: 2 } });
    const error = await failureOf(service, collect(ask(service)));
    expect([error.code, error.retryable]).toEqual([code, retryable]);
    expect(error.params).toMatchObject({ host: "127.0.0.1", model: service.chatModel });
    expect(service.server.calls).toHaveLength(1);
  });

  it.skipIf(!retryAfter)("waits as long as the service asks", async () => {
    service.server.control({ fail: { mode: "status", status: 429, retryAfterSeconds: 4 } });
    const error = await failureOf(service, collect(ask(service)));
    expect(error).toMatchObject({ code: "model.rate-limited", retryAfterMs: 4000 });
  });

  it("knows a prompt that is too long", async () => {
    service.server.control({ fail: { mode: "context-too-long" } });
    const error = await failureOf(service, collect(ask(service)));
    expect([error.code, error.retryable]).toEqual(["model.context-too-long", false]);
  });

  it.skipIf(lacks.includes("quota"))("knows an account that is used up", async () => {
    service.server.control({ fail: { mode: "quota" } });
    const error = await failureOf(service, collect(ask(service)));
    expect([error.code, error.retryable]).toEqual(["model.quota-used-up", false]);
  });

  it("rejects a wrong key and a missing one, and repeats neither", async () => {
    for (const apiKey of ["canary-wrong-key", null]) {
      const error = await failureOf(service, collect(ask(service, { to: { apiKey } })));
      expect(error.code).toMatch(/^model\.key-(?:rejected|not-allowed)$/);
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("canary-wrong-key");
    }
  });
}

function describeStreams(service: ServiceUnderTest): void {
  it.each([
    ["garbage", "model.garbled"],
    ["garbled-event", "model.garbled"],
    ["cut", "model.cut-off"],
    ["end-early", "model.cut-off"],
    ["error-event", "model.cut-off"],
  ] as const)("%s is %s, and not tried again after words were shown", async (mode, code) => {
    service.server.control({ fail: { mode } });
    const error = await failureOf(service, collect(ask(service)));
    expect([error.code, error.retryable]).toEqual([code, false]);
  });

  it.each([
    ["hang", "firstToken"],
    ["hang-mid-stream", "betweenTokens"],
  ] as const)("%s ends in the phase %s and closes the connection", async (mode, phase) => {
    service.server.control({ fail: { mode } });
    const error = await failureOf(service, collect(ask(service, { timeouts: IMPATIENT })));
    expect(error).toMatchObject({ code: "model.timeout", retryable: true, params: { phase } });
    await expect.poll(() => service.server.calls.some((call) => call.closedEarly)).toBe(true);
  });
}

function describeStopping(service: ServiceUnderTest): void {
  it("closes the call when the signal aborts, and throws its reason", async () => {
    service.server.control({ fail: { mode: "hang-mid-stream" } });
    const controller = new AbortController();
    const reason = new Error("the person pressed stop");
    const work = (async () => {
      for await (const chunk of ask(service, { signal: controller.signal })) {
        if (chunk.type === "text") controller.abort(reason);
      }
    })();
    await expect(work).rejects.toBe(reason);
    await expect.poll(() => service.server.calls.some((call) => call.closedEarly)).toBe(true);
  });

  it("closes the call when it aborts before the first token", async () => {
    service.server.control({ fail: { mode: "hang" } });
    const controller = new AbortController();
    const work = collect(ask(service, { signal: controller.signal }));
    const open = () => service.server.calls.some((call) => !call.finished && !call.closedEarly);
    await expect.poll(open).toBe(true);
    controller.abort();
    await expect(work).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    await expect.poll(() => service.server.calls.some((call) => call.closedEarly)).toBe(true);
  });

  it("closes the call when the reader leaves", async () => {
    service.server.control({ pieceDelayMs: 50 });
    for await (const chunk of ask(service)) if (chunk.type === "text") break;
    await expect.poll(() => service.server.calls.some((call) => call.closedEarly)).toBe(true);
  });
}
