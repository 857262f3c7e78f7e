import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { createLog, type Log } from "./log";
import { redact } from "./redact";

/** Runs `write` over a logger and returns what reached the destination. */
function logged(write: (log: Log) => void): { text: string; lines: Record<string, unknown>[] } {
  let text = "";
  const destination = {
    write(line: string) {
      text += line;
    },
  };
  write(createLog({ level: "info", destination }));
  const lines = text.trimEnd().split("\n").filter(Boolean);
  return { text, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const CANARY = "canary-7f3a9";

describe("the log", () => {
  it("writes one JSON object a line, with level by name and the time", () => {
    const { lines } = logged((log) => {
      log.info({ runId: "r1", count: 2 }, "run finished");
    });
    expect(lines).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        runId: "r1",
        count: 2,
        msg: "run finished",
      },
    ]);
  });

  it.each([
    ["a secret field", { apiKey: CANARY }],
    ["a field deep down", { connection: { settings: [{ client_secret: CANARY }] } }],
    ["headers", { headers: { Authorization: CANARY, cookie: CANARY, "x-api-key": CANARY } }],
    ["a map", { values: new Map([["password", CANARY]]) }],
    ["an address", { url: `postgresql://app:${CANARY}@db:5432/x` }],
    ["a query", { url: `https://api.example.com/x?api_key=${CANARY}&page=2` }],
    ["an error's field", { err: Object.assign(new Error("x"), { accessToken: CANARY }) }],
    ["an error's message", { err: new Error(`Incorrect API key provided: sk-${CANARY}`) }],
    [
      "an error's cause",
      { err: new AppError("model.x", "internal", { cause: new Error(`Bearer ${CANARY}`) }) },
    ],
    ["bytes", { body: Buffer.from(CANARY) }],
  ])("keeps %s out", (_, fields) => {
    const { text } = logged((log) => {
      log.error(fields, "failed");
      log.child(fields).warn("again");
    });
    expect(text).toContain("failed");
    expect(text).toContain("again");
    expect(text).not.toContain(CANARY);
  });

  it("keeps keys out of messages", () => {
    const { text, lines } = logged((log) => {
      log.info(`used sk-${CANARY}`);
      log.child({ runId: "r1" }).error({}, `refused token=${CANARY}`);
    });
    expect(lines).toMatchObject([
      { msg: "used [redacted]" },
      { runId: "r1", msg: "refused token=[redacted]" },
    ]);
    expect(text).not.toContain(CANARY);
  });

  it("says nothing below its level", () => {
    expect(
      logged((log) => {
        log.debug("details");
      }).text,
    ).toBe("");
  });

  it("keeps what helps: code, params, stack and counts of tokens", () => {
    const { lines } = logged((log) => {
      const err = new AppError("model.rate-limited", "rate-limited", { params: { model: "m1" } });
      log.error({ err, usage: { inputTokens: 12, maxTokens: 5 } }, "failed");
    });
    expect(lines[0]).toMatchObject({
      err: {
        code: "model.rate-limited",
        params: { model: "m1" },
        stack: expect.stringContaining("log.test.ts") as string,
      },
      usage: { inputTokens: 12, maxTokens: 5 },
    });
  });

  it("names a client or socket that an error carries, and tells nothing of its inside", () => {
    const client = Object.assign(new EventEmitter(), { processID: 42 });
    const error = Object.assign(new Error("Connection terminated"), { client });
    const { lines } = logged((log) => {
      log.warn({ err: error }, "x");
    });
    expect(lines[0]).toMatchObject({ err: { client: "[EventEmitter]" } });
  });

  it("survives cycles and depth", () => {
    const loop: Record<string, unknown> = { name: "loop" };
    loop.self = loop;
    expect(
      logged((log) => {
        log.info({ loop }, "x");
      }).lines[0],
    ).toMatchObject({ loop: { name: "loop", self: "[cut off]" } });
  });
});

describe("redact", () => {
  it.each([
    ["Bearer abc.def-123456", "Bearer [redacted]"],
    ["key sk-proj-abcdef123456 refused", "key [redacted] refused"],
    ["gsk_abcdef123456", "[redacted]"],
    ["hf_AbCdEf123456", "[redacted]"],
    ["AKIAIOSFODNN7EXAMPLE", "[redacted]"],
    ["eyJhbGciOiJI.eyJzdWIiOiIx.sig", "[redacted]"],
    ['{"password":"hunter2"}', '{"password":"[redacted]"}'],
    ["https://u:pw@host/x", "https://u:[redacted]@host/x"],
  ])("%s", (text, masked) => {
    expect(redact(text)).toBe(masked);
  });

  it.each([
    "Ask about sick-leave and task-lists.",
    "see https://host:8080/a",
    "12 tokens used",
    "risk-assessment-form",
  ])("leaves prose alone: %s", (text) => {
    expect(redact(text)).toBe(text);
  });
});
