import { afterEach, describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import type { OnError } from "@/lib/graph/document";
import { foldRunEvents } from "@/lib/graph/run-state";
import { engineErrors } from "@/lib/i18n/messages/en/errors-engine";
import { drawGraph } from "@/lib/testing/drawn-graph";
import { runToys } from "@/lib/testing/run-toys";
import type { Behaviour } from "@/lib/testing/toy-nodes";
import { retryDelay } from "./retry";

const does = (name: string, onError?: OnError) => ({
  type: "step",
  params: { does: name },
  ...(onError ? { onError } : {}),
});
const line = ["start.text -> a.text", "a.text -> say.text", "say.message -> end.message"];
const graph = (name: string, onError?: OnError) =>
  drawGraph({ start: "start", a: does(name, onError), say: "speak", end: "end" }, line);

const busy = (retryAfterMs?: number) =>
  new AppError("model-busy", "rate-limited", {
    retryable: true,
    retryAfterMs,
    params: { wait: 1 },
  });
const failing = (error: unknown): Behaviour => {
  return () => {
    throw error;
  };
};
const succeedsAt = (attempt: number, error: Error): Behaviour => {
  let attempts = 0;
  return () => {
    attempts += 1;
    if (attempts < attempt) throw error;
    return `attempt ${attempts}`;
  };
};

afterEach(() => vi.useRealTimers());

describe("a failing node", () => {
  it("fails the run with its own code, and stops what else is running", async () => {
    let stopped = false;
    const both = drawGraph(
      { start: "start", a: does("fail"), b: does("hang"), say: "speak", end: "end" },
      [...line, "start.text -> b.text"],
    );
    const events = await runToys(both, {
      behaviours: {
        fail: failing(new AppError("model-refused", "forbidden", { params: { model: "m" } })),
        hang: ({ ctx }) =>
          new Promise(() => ctx.signal.addEventListener("abort", () => (stopped = true))),
      },
    });
    expect(stopped).toBe(true);
    expect(events.at(-1)).toMatchObject({
      type: "run.failed",
      nodeId: "a",
      error: { code: "model-refused", params: { model: "m" } },
    });
    const { nodes } = foldRunEvents(events);
    expect(nodes.a).toMatchObject({ status: "failed" });
    expect(nodes.b).toMatchObject({ status: "skipped", skipped: "run-ended" });
    expect(nodes.end).toMatchObject({ status: "skipped", skipped: "run-ended" });
  });

  it.each([
    new Error("password=hunter2"),
    "password=hunter2",
    undefined,
    null,
    { secret: "hunter2" },
  ])("never leaks what it doesn't know: %s", async (thrown) => {
    const logged: unknown[] = [];
    const events = await runToys(graph("fail"), {
      behaviours: { fail: failing(thrown) },
      log: { info: () => undefined, warn: (_, fields) => logged.push(fields?.error) },
    });
    expect(events.at(-1)).toMatchObject({ error: { code: "node.unexpected", params: {} } });
    expect(JSON.stringify(events)).not.toContain("hunter2");
    expect(logged).toEqual([thrown]);
  });

  it("can give fixed values instead", async () => {
    const onError = { policy: "default", outputs: { text: "Ask Anna." } } as const;
    const events = await runToys(graph("fail", onError), {
      behaviours: { fail: failing(new Error("x")) },
    });
    expect(events.at(-1)).toMatchObject({ type: "run.finished", output: { text: "Ask Anna." } });
    expect(foldRunEvents(events).nodes.a).toMatchObject({ status: "failed", live: ["text"] });
  });

  it("can send its error down a branch, and only the error", async () => {
    const branched = drawGraph(
      {
        start: "start",
        a: does("fail", { policy: "branch" }),
        b: { type: "step", params: { does: "note", note: "It failed: {{a.error.code}}" } },
        say: "speak",
        end: "end",
      },
      [...line, "start.text -> b.text", "b.text -> say.text"],
    );
    const events = await runToys(branched, {
      behaviours: { fail: failing(busy(60_000_000)), note: ({ note }) => note },
    });
    expect(events.at(-1)).toMatchObject({ output: { text: "It failed: model-busy" } });
    expect(foldRunEvents(events).nodes.a?.live).toEqual(["error"]);
  });
});

describe("retrying", () => {
  it("tries again what is worth it, and says how long it waits and why", async () => {
    vi.useFakeTimers();
    const running = runToys(graph("flaky"), { behaviours: { flaky: succeedsAt(3, busy()) } });
    await vi.runAllTimersAsync();
    const events = await running;
    expect(events.at(-1)).toMatchObject({ type: "run.finished", output: { text: "attempt 3" } });
    const waits = events.filter((event) => event.type === "run.waiting");
    expect(waits).toMatchObject([
      { nodeId: "a", waitMs: 250, error: { code: "model-busy", params: { wait: 1 } } },
      { nodeId: "a", waitMs: 500 },
    ]);
    expect(events.filter((e) => e.type === "node.started" && e.nodeId === "a")).toMatchObject([
      { attempt: 1 },
      { attempt: 2 },
      { attempt: 3 },
    ]);
  });

  it.each(["model.timeout", "outbound.timeout"])(
    "writes the answer once when %s cuts off an attempt that had begun to write",
    async (code) => {
      vi.useFakeTimers();
      const words = [
        ["Twen", "ty "],
        ["Thirty ", "days."],
      ];
      const write: Behaviour = ({ ctx }) => {
        const [attempt = []] = words.splice(0, 1);
        for (const text of attempt) ctx.emit({ type: "token", text });
        if (words.length > 0) throw new AppError(code, "unavailable", { retryable: true });
        return attempt.join("");
      };
      const running = runToys(graph("write"), { behaviours: { write } });
      await vi.runAllTimersAsync();
      const events = await running;
      const shown = events.flatMap((event, index) => {
        const isText = event.type === "token" || event.type === "node.started";
        return isText && event.nodeId === "a"
          ? [foldRunEvents(events.slice(0, index + 1)).answerText]
          : [];
      });
      expect(shown).toEqual(["", "Twen", "Twenty ", "", "Thirty ", "Thirty days."]);
      expect(events.at(-1)).toMatchObject({ output: { text: "Thirty days." } });
    },
  );

  it("waits as long as the other side asked", async () => {
    vi.useFakeTimers();
    const running = runToys(graph("flaky"), { behaviours: { flaky: succeedsAt(2, busy(7000)) } });
    await vi.runAllTimersAsync();
    expect((await running).find((event) => event.type === "run.waiting")).toMatchObject({
      waitMs: 7000,
    });
  });

  it("stops waiting when the run is cancelled", async () => {
    const controller = new AbortController();
    const events = await runToys(graph("flaky"), {
      behaviours: { flaky: failing(busy(20_000)) },
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === "run.waiting") controller.abort();
      },
    });
    expect(events.at(-1)?.type).toBe("run.cancelled");
  });

  it("gives up after the last attempt and never retries what can't get better", async () => {
    vi.useFakeTimers();
    const attempts = async (error: Error) => {
      const running = runToys(graph("fail"), { behaviours: { fail: failing(error) } });
      await vi.runAllTimersAsync();
      return (await running).filter((e) => e.type === "node.started" && e.nodeId === "a").length;
    };
    expect(await attempts(busy())).toBe(3);
    expect(await attempts(new AppError("model-key-wrong", "forbidden"))).toBe(1);
    expect(await attempts(new Error("bug"))).toBe(1);
  });

  it("spreads the delays between half and all of a doubling time", () => {
    const delays = (random: number) =>
      [1, 2, 3, 9].map((n) => retryDelay(busy(), n, { maxAttempts: 10, random: () => random }));
    expect(delays(0)).toEqual([250, 500, 1000, 15_000]);
    expect(delays(1)).toEqual([500, 1000, 2000, 30_000]);
    expect(retryDelay(busy(30_001), 1, { maxAttempts: 3, random: () => 0 })).toBeUndefined();
  });
});

describe("limits", () => {
  const hang: Behaviour = () => new Promise(() => undefined);

  it("stops a node that takes too long, and names it", async () => {
    const events = await runToys(graph("hang"), {
      behaviours: { hang },
      limits: { nodeTimeoutMs: 20 },
    });
    expect(events.at(-1)).toMatchObject({
      type: "run.failed",
      nodeId: "a",
      error: { code: "node.timeout", params: { node: "a", seconds: 0 } },
    });
  });

  it("lets the node's policy handle its timeout, and takes no words from the dead", async () => {
    let late: () => void = () => undefined;
    const onError = { policy: "default", outputs: { text: "instead" } } as const;
    const events = await runToys(graph("hang", onError), {
      behaviours: {
        hang: ({ ctx }) => {
          late = () => ctx.emit({ type: "token", text: "too late" });
          return new Promise(() => undefined);
        },
      },
      limits: { nodeTimeoutMs: 20 },
      onEvent: (event) => {
        if (event.type === "node.failed") late();
      },
    });
    expect(events.at(-1)).toMatchObject({ output: { text: "instead" } });
    expect(events.map((event) => event.type)).not.toContain("token");
  });

  it.each([
    ["time", { maxWallTimeMs: 20 }, { does: hang }],
    ["steps", { maxSteps: 2 }, {}],
    ["bytes", { maxBytes: 100 }, { does: () => "x".repeat(200) }],
  ] as const)("ends a run that is over its %s", async (budget, limits, behaviours) => {
    const onError = { policy: "default", outputs: { text: "no way round" } } as const;
    const events = await runToys(graph("does", onError), { behaviours, limits });
    const code = `run.over-${budget}` as const;
    expect(events.at(-1)).toMatchObject({ type: "run.failed", error: { code } });
    expect(engineErrors[code]).toBeTypeOf("string");
  });

  it("counts the tokens of all model calls, by node and for the run", async () => {
    const usage = { inputTokens: 40, outputTokens: 10 };
    const models = {
      async *chat() {
        yield { type: "usage", usage } as const;
        yield { type: "finish", reason: "stop" } as const;
      },
      contextWindow: async () => 1000,
    };
    const ask: Behaviour = async ({ ctx }) => {
      const request = {
        model: { connectionId: "c", model: "m" },
        messages: [],
        signal: ctx.signal,
      };
      for await (const _ of ctx.models.chat(request));
      for await (const _ of ctx.models.chat(request));
      return "asked";
    };
    const events = await runToys(graph("ask"), { behaviours: { ask }, models });
    const twice = { inputTokens: 80, outputTokens: 20 };
    expect(events.at(-1)).toMatchObject({ type: "run.finished", usage: twice });
    expect(foldRunEvents(events).nodes.a?.usage).toEqual(twice);

    const over = await runToys(graph("ask"), {
      behaviours: { ask },
      models,
      limits: { maxTokens: 99 },
    });
    expect(over.at(-1)).toMatchObject({
      type: "run.failed",
      error: { code: "run.over-tokens" },
      usage: twice,
    });
  });
});

describe("spilling", () => {
  it("puts large values away and brings them back where they're used", async () => {
    const stored = new Map<string, unknown>();
    const spill = {
      put: async (value: unknown) => {
        const key = `k${stored.size}`;
        stored.set(key, structuredClone(value));
        return key;
      },
      get: async (key: string) => stored.get(key),
    };
    const text = "x".repeat(300_000);
    const events = await runToys(graph("large"), { behaviours: { large: () => text }, spill });
    expect([...stored.values()][0]).toBe(text);
    const end = events.at(-1);
    expect(end?.type === "run.finished" && end.output.text).toBe(text);
    expect(JSON.stringify(events.slice(0, -1)).length).toBeLessThan(10_000);
  });

  it("fails the node when a value can't be put away", async () => {
    const spill = {
      put: () => Promise.reject(new AppError("storage-full", "unavailable")),
      get: async () => undefined,
    };
    const events = await runToys(graph("large"), {
      behaviours: { large: () => "x".repeat(300_000) },
      spill,
    });
    expect(events.at(-1)).toMatchObject({
      type: "run.failed",
      nodeId: "a",
      error: { code: "storage-full" },
    });
  });
});
