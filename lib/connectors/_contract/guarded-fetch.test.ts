import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listen } from "@/e2e/servers/listen";
import { createOutbound } from "@/lib/net/outbound";
import { guardedNetwork, openGate } from "./guarded-fetch";

const TOKEN = "Bearer canary-token-123";
let service: { port: number; close: () => Promise<void> };
let foreign: typeof service;
let seen: { host: string; authorization: string | undefined }[] = [];
let answer: { status: number; headers: Record<string, string> };

async function serve() {
  const server = createServer((request, response) => {
    const { host = "", authorization } = request.headers;
    seen.push({ host, authorization });
    response.writeHead(answer.status, answer.headers).end();
    answer = { status: 200, headers: {} };
  });
  return listen(server);
}

beforeAll(async () => {
  [service, foreign] = await Promise.all([serve(), serve()]);
});
beforeEach(() => {
  seen = [];
  answer = { status: 200, headers: {} };
});
afterAll(() => Promise.all([service.close(), foreign.close()]));

const at = (port: number) => `http://127.0.0.1:${String(port)}`;
const network = (gate = openGate()) =>
  guardedNetwork({
    outbound: createOutbound().allowing(() => true),
    origins: [at(service.port)],
    gate,
    signal: new AbortController().signal,
  });
const open = (gate = openGate()) => network(gate).fetch;
const headers = { authorization: TOKEN };

describe("a token", () => {
  it("goes to the service and to nobody else", async () => {
    const fetch = open();
    await fetch(at(service.port), { headers });
    await expect(fetch(at(foreign.port), { headers })).rejects.toMatchObject({
      code: "connector.foreign-host",
    });
    expect(seen.map(({ authorization }) => authorization)).toEqual([TOKEN]);
  });

  it("does not follow a redirect to another host", async () => {
    answer = { status: 302, headers: { location: `${at(foreign.port)}/bytes` } };
    expect((await open()(at(service.port), { headers })).status).toBe(200);
    expect(seen.map(({ authorization }) => authorization)).toEqual([TOKEN, undefined]);
  });
});

describe("a service that asks to be left alone", () => {
  it.each([
    [429, "7", 7000],
    [503, "315", 315_000],
    [429, "86400", 900_000],
    [503, undefined, 30_000],
  ])("%i with Retry-After %j pauses everybody for %i ms", async (status, after, ms) => {
    let now = 1_000_000;
    const gate = openGate(() => now);
    answer = { status, headers: after === undefined ? {} : { "retry-after": after } };
    const throttled = { code: "connector.throttled", retryAfterMs: ms };
    await expect(open(gate)(at(service.port))).rejects.toMatchObject(throttled);
    await expect(open(gate)(at(service.port))).rejects.toMatchObject(throttled);
    expect(seen).toHaveLength(1);
    now += ms;
    expect((await open(gate)(at(service.port))).status).toBe(200);
  });

  it("in words of its own pauses everybody too", async () => {
    const gate = openGate();
    const failure = await network(gate).slowDown("127.0.0.1", null);
    expect(failure).toMatchObject({ code: "connector.throttled", retryAfterMs: 30_000 });
    await expect(open(gate)(at(service.port))).rejects.toMatchObject({
      code: "connector.throttled",
    });
    expect(seen).toEqual([]);
  });
});
