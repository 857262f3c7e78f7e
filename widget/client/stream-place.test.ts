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
    expect(places.every((place) => place !== null)).toBe(true);
  });

  it("are three for a server, and one that is left is taken by who waits", async () => {
    vi.stubGlobal("navigator", { locks: new TestLocks() });
    const places = [await findPlace(SERVER), await findPlace(SERVER), await findPlace(SERVER)];
    expect(await findPlace(SERVER)).toBeNull();
    expect(await findPlace("https://other.example")).not.toBeNull();
    const { signal } = new AbortController();
    const waiting = waitForPlace(SERVER, signal);
    for (const place of places) place?.release();
    (await waiting).release();
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

/** A tab's document, as far as it says whether it is looked at. */
class TabDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = "hidden";

  show(): void {
    this.visibilityState = "visible";
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

describe("a tab that is looked at", () => {
  const inTab = (tab: TabDocument) => vi.stubGlobal("document", tab);
  const shown = () => {
    const tab = new TabDocument();
    tab.show();
    return tab;
  };

  it("takes the place of one that is not, and of no other", async () => {
    vi.stubGlobal("navigator", { locks: new TestLocks() });
    inTab(new TabDocument());
    const hidden = [await findPlace(SERVER), await findPlace(SERVER), await findPlace(SERVER)];
    expect(await findPlace(SERVER)).toBeNull();
    inTab(shown());
    const places = [await findPlace(SERVER), await findPlace(SERVER), await findPlace(SERVER)];
    expect(await findPlace(SERVER)).toBeNull();
    expect(hidden.map((place) => place?.taken.aborted)).toEqual([true, true, true]);
    expect(places.map((place) => place?.taken.aborted)).toEqual([false, false, false]);
  });

  it("takes it while it waits for one, too", async () => {
    vi.stubGlobal("navigator", { locks: new TestLocks() });
    inTab(new TabDocument());
    for (let place = 0; place < 3; place += 1) await findPlace(SERVER);
    const tab = new TabDocument();
    inTab(tab);
    const waiting = waitForPlace(SERVER, new AbortController().signal);
    await findPlace(SERVER);
    tab.show();
    expect((await waiting).taken.aborted).toBe(false);
  });

  it("leaves the other one its whole answer, each word once", async () => {
    const words = Array.from({ length: 12 }, (_, index) => `${String(index)} `);
    const server = await new ProtocolServer().start();
    server.behaviour.answer = () => [
      ...words.map((text): VisitorEvent => ({ type: "words", text })),
      { type: "stopped" },
    ];
    server.behaviour.pauseMs = 5;
    vi.stubGlobal("navigator", { locks: new TestLocks() });
    inTab(shown());
    for (let place = 0; place < 2; place += 1) await findPlace(server.base);
    inTab(new TabDocument());
    const session = new Session({
      ...{ base: server.base, publication: "p1", channel: "widget" as const },
      keeper: new Keeper("p1", null),
    });
    const lost: boolean[] = [];
    const seen: string[] = [];
    let taker: Awaited<ReturnType<typeof findPlace>> = null;
    for await (const event of runEvents({
      session,
      from: { question: "How long?", requestId: "0123456789abcdef" },
      signal: new AbortController().signal,
      onConnection: (connected) => lost.push(connected),
    })) {
      if (event.type !== "words") continue;
      seen.push(event.text);
      if (seen.length !== 3) continue;
      inTab(shown());
      taker = await findPlace(server.base);
      inTab(new TabDocument());
      setTimeout(() => taker?.release(), 20);
    }
    await server.close();
    expect(taker).not.toBeNull();
    expect(seen).toEqual(words);
    expect(lost).toEqual([]);
    expect(server.calls.some(({ lastEventId }) => lastEventId !== undefined)).toBe(true);
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
    for (const place of others) place?.release();
    expect(await rest).toEqual(EVENTS);
    expect(lost).toEqual([]);
    for (let place = 0; place < 3; place += 1) expect(await findPlace(server.base)).not.toBeNull();
  });
});
