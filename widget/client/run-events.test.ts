import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { VisitorEvent } from "@/lib/publication/protocol";
import { ProtocolServer } from "../testing/protocol-server";
import { Keeper } from "./kept";
import { runEvents, type RunOptions } from "./run-events";
import { Session } from "./session";

const WORDS = ["You ", "have ", "30 ", "days ", "🌱 ", "to ", "return ", "things."];
const ANSWER = {
  kind: "answered",
  text: WORDS.join(""),
  citations: [],
  unsupported: [],
  instead: [],
  general: null,
  handOver: null,
} as const;
const EVENTS: VisitorEvent[] = [
  { type: "working", on: "searching" },
  ...WORDS.map((text) => ({ type: "words", text }) as const),
  { type: "answered", answer: { ...ANSWER, citations: [], unsupported: [], instead: [] } },
];
const QUESTION = { question: "How long?", requestId: "0123456789abcdef" };

let server: ProtocolServer;
let session: Session;
beforeEach(async () => {
  server = await new ProtocolServer().start();
  server.behaviour.answer = () => EVENTS;
  session = new Session({
    base: server.base,
    publication: "p1",
    channel: "widget",
    keeper: new Keeper("p1", null),
  });
});
afterEach(() => server.close());

async function collect(change: Partial<RunOptions> = {}): Promise<VisitorEvent[]> {
  const all: VisitorEvent[] = [];
  const signal = new AbortController().signal;
  for await (const event of runEvents({ session, from: QUESTION, signal, ...change })) {
    all.push(event);
  }
  return all;
}

const WHOLE = [{ type: "started", runId: "run-1" }, ...EVENTS];

describe("the events of an answer", () => {
  it("come in order", async () => {
    expect(await collect()).toEqual(WHOLE);
  });

  it("come each exactly once wherever the connection breaks", async () => {
    for (let at = 0; at <= WHOLE.length; at++) {
      await server.close();
      server = await new ProtocolServer().start();
      server.behaviour.answer = () => EVENTS;
      server.behaviour.breakAfter = [at];
      session = new Session({
        base: server.base,
        publication: "p1",
        channel: "widget",
        keeper: new Keeper("p1", null),
      });
      expect(await collect(), `broken after ${String(at)}`).toEqual(WHOLE);
    }
  }, 30_000);

  it("are asked for after the last one that came, and the question is asked once", async () => {
    server.behaviour.breakAfter = [4, 2];
    const seen: boolean[] = [];
    expect(await collect({ onConnection: (connected) => seen.push(connected) })).toEqual(WHOLE);
    expect(server.calls.map(({ path, lastEventId }) => [path, lastEventId])).toEqual([
      ["session", undefined],
      ["questions", undefined],
      ["runs/run-1/events", "4"],
      ["runs/run-1/events", "6"],
    ]);
    expect(seen).toEqual([false, true, false, true]);
  });

  it("come though the first answer never came: the question goes again under its own number", async () => {
    server.behaviour.breakAfter = [0];
    expect(await collect()).toEqual(WHOLE);
    const asked = server.calls.filter(({ path }) => path === "questions");
    expect(asked).toHaveLength(2);
    expect(asked[0]?.body).toBe(asked[1]?.body);
  });

  it("come from the beginning for a run that was under way before the page was loaded", async () => {
    await collect();
    expect(await collect({ from: { runId: "run-1" } })).toEqual(WHOLE);
  });

  it("come though the server is away for a moment", async () => {
    const problem = { code: "unavailable", message: "Starting." } as const;
    server.behaviour.breakAfter = [3];
    server.behaviour.refuse = [{ path: "runs/", status: 503, problem }];
    expect(await collect()).toEqual(WHOLE);
  });

  it("end at once with a refusal that trying again does not mend", async () => {
    const problem = { code: "spent", message: "Enough for today." } as const;
    server.behaviour.refuse = [{ path: "questions", status: 429, problem }];
    await expect(collect()).rejects.toMatchObject({ name: "Refused", code: "spent" });
    expect(server.calls).toHaveLength(2);
  });

  it("end when nobody reads on", async () => {
    server.behaviour.pauseMs = 20;
    const stop = new AbortController();
    const seen: string[] = [];
    for await (const event of runEvents({ session, from: QUESTION, signal: stop.signal })) {
      seen.push(event.type);
      if (event.type === "words") stop.abort();
    }
    expect(seen).toEqual(["started", "working", "words"]);
  });

  it("end when nobody waits for the connection to come back", async () => {
    server.behaviour.breakAfter = [2, 0, 0, 0, 0, 0, 0];
    const stop = new AbortController();
    const all = collect({
      signal: stop.signal,
      onConnection: (connected) => {
        if (!connected) stop.abort();
      },
    });
    expect(await all).toEqual(WHOLE.slice(0, 2));
  });
});
