import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { VisitorEvent } from "@/lib/publication/protocol";
import { TestLocks } from "../testing/locks";
import { ProtocolServer } from "../testing/protocol-server";
import { Keeper } from "./kept";
import { runEvents } from "./run-events";
import { Session } from "./session";
import { findPlace, waitForPlace } from "./stream-place";

const SERVER = "https://chat.example";
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("places to read an answer", () => {
  it("are without number where the browser has no locks", async () => {
    vi.stubGlobal("navigator", {});
    const places = await Promise.all([1, 2, 3, 4].map(() => findPlace(SERVER)));
    expect(places.every((release) => release !== null)).toBe(true);
  });

  it("are three for a server, and one that is left is taken by who waits", async () => {
    vi.stubGlobal("navigator", { locks: new TestLocks() });
    const places = [await findPlace(SERVER), await findPlace(SERVER), await findPlace(SERVER)];
    expect(await findPlace(SERVER)).toBeNull();
    expect(await findPlace("https://other.example")).not.toBeNull();
    const { signal } = new AbortController();
    const waiting = waitForPlace(SERVER, signal);
    for (const release of places) release?.();
    (await waiting)();
    expect(await findPlace(SERVER)).not.toBeNull();
  });

  it("are not waited for by who has left", async () => {
    vi.stubGlobal("navigator", { locks: new TestLocks() });
    for (let place = 0; place < 3; place += 1) await findPlace(SERVER);
    const left = new AbortController();
    const waiting = waitForPlace(SERVER, left.signal);
    left.abort();
    await expect(waiting).rejects.toThrow();
  });
});

describe("a question of a tab for which no place is left", () => {
  const EVENTS: VisitorEvent[] = [
    { type: "working", on: "searching" },
    { type: "words", text: "Thirty " },
    { type: "words", text: "days." },
    { type: "stopped" },
  ];
  let server: ProtocolServer;
  beforeEach(async () => {
    server = await new ProtocolServer().start();
    server.behaviour.answer = () => EVENTS;
  });
  afterEach(() => server.close());

  it("is asked at once, and its answer read whole when there is one", async () => {
    vi.stubGlobal("navigator", { locks: new TestLocks() });
    const others = [];
    for (let place = 0; place < 3; place += 1) others.push(await findPlace(server.base));
    const keeper = new Keeper("p1", null);
    const session = new Session({
      ...{ base: server.base, publication: "p1", channel: "widget" as const, keeper },
    });
    const lost: boolean[] = [];
    const events = runEvents({
      session,
      from: { question: "How long?", requestId: "0123456789abcdef" },
      signal: new AbortController().signal,
      onConnection: (connected) => lost.push(connected),
    });
    const first = await events.next();
    expect(first.value).toEqual({ type: "started", runId: "run-1" });
    const rest = (async () => {
      const all: VisitorEvent[] = [];
      for await (const event of events) all.push(event);
      return all;
    })();
    for (const release of others) release?.();
    expect(await rest).toEqual(EVENTS);
    expect(lost).toEqual([]);
    for (let place = 0; place < 3; place += 1) expect(await findPlace(server.base)).not.toBeNull();
  });
});
