import { beforeEach, describe, expect, it, vi } from "vitest";
import type { RunEvent } from "@/lib/graph/run-events";
import type { Message } from "@/lib/graph/values";
import {
  Conversation,
  isBusy,
  type ConversationApi,
  type StoredTurn,
  type Asked,
} from "./conversation";
import type { Follower } from "./follow-run";

const NO_USAGE = { inputTokens: 0, outputTokens: 0 };
const answer = (text: string): Message => ({
  text,
  outcome: "answered",
  citations: [],
  refusal: null,
});

type Told = RunEvent extends infer E
  ? E extends RunEvent
    ? Omit<E, "runId" | "seq" | "at">
    : never
  : never;

/** The events that come in the answer which started a run; `cut` breaks the connection. */
class Stream implements AsyncIterable<RunEvent[]> {
  private readonly waiting: RunEvent[] = [];
  private wake = () => {};
  private broken = false;
  left = false;

  push(event: RunEvent) {
    this.waiting.push(event);
    this.wake();
  }

  cut() {
    this.broken = true;
    this.wake();
  }

  async *[Symbol.asyncIterator]() {
    try {
      while (!this.broken) {
        if (this.waiting.length > 0) yield this.waiting.splice(0);
        else await this.more();
      }
      throw new Error("broken");
    } finally {
      this.left = true;
    }
  }

  private more() {
    return new Promise<void>((resolve) => {
      this.wake = resolve;
    });
  }
}

/** A server that keeps runs and sends their events when told to. */
class Server implements ConversationApi {
  readonly stored: StoredTurn[] = [];
  readonly events = new Map<string, RunEvent[]>();
  readonly cancelled: string[] = [];
  readonly followers = new Map<string, Follower>();
  readonly streams = new Map<string, Stream>();
  remembered: string | null = null;
  failing = false;
  memory = {
    get: () => this.remembered,
    set: (id: string | null) => {
      this.remembered = id;
    },
  };

  async start(asked: Asked) {
    const question = "question" in asked ? asked.question : JSON.stringify(asked.form);
    if (this.failing) throw new Error("no");
    const runId = `run-${this.stored.length + 1}`;
    this.stored.push({ runId, question, status: "running", output: null, error: null, files: [] });
    const events = new Stream();
    this.streams.set(runId, events);
    this.emit(runId, { type: "run.started", question });
    return { runId, conversationId: "conversation-1", events };
  }

  follow(runId: string, after: number, follower: Follower) {
    this.followers.set(runId, follower);
    for (const event of this.events.get(runId)?.slice(after) ?? []) follower.event(event);
    return () => this.followers.delete(runId);
  }

  async cancel(runId: string) {
    this.cancelled.push(runId);
  }

  async history() {
    return this.stored;
  }

  emit(runId: string, event: Told) {
    const known = this.events.get(runId) ?? [];
    const full: RunEvent = { ...event, runId, seq: known.length + 1, at: 0 };
    this.events.set(runId, [...known, full]);
    this.streams.get(runId)?.push(full);
    this.followers.get(runId)?.event(full);
  }

  finish(runId: string, output: Message) {
    const index = this.stored.findIndex((turn) => turn.runId === runId);
    const turn = this.stored[index];
    if (turn) this.stored[index] = { ...turn, status: "finished", output };
    this.emit(runId, { type: "run.finished", output, usage: NO_USAGE, durationMs: 5 });
  }
}

let server: Server;
let conversation: Conversation;
const state = () => conversation.store.getState();
const last = () => state().turns.at(-1);

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  conversation = new Conversation(server);
  return () => vi.useRealTimers();
});

describe("a conversation", () => {
  it("shows the answer as it's written, and then as it ended", async () => {
    await conversation.ask("How long?");
    server.emit("run-1", { type: "token", nodeId: "model-1", text: "Two " });
    server.emit("run-1", { type: "token", nodeId: "model-1", text: "weeks" });
    await vi.advanceTimersByTimeAsync(50);
    expect(last()?.run).toMatchObject({ status: "running", answerText: "Two weeks" });
    expect(isBusy(state())).toBe(true);
    server.finish("run-1", answer("Two weeks."));
    await vi.advanceTimersByTimeAsync(0);
    expect(last()?.run).toMatchObject({ status: "finished", answerText: "Two weeks." });
    expect([isBusy(state()), server.followers.size]).toEqual([false, 0]);
  });

  it("goes on where the connection broke, nothing lost and nothing twice", async () => {
    await conversation.ask("How long?");
    server.emit("run-1", { type: "token", nodeId: "model-1", text: "Two " });
    await vi.advanceTimersByTimeAsync(50);
    server.streams.get("run-1")?.cut();
    await vi.advanceTimersByTimeAsync(50);
    server.emit("run-1", { type: "token", nodeId: "model-1", text: "weeks" });
    await vi.advanceTimersByTimeAsync(50);
    expect(last()?.run).toMatchObject({ status: "running", answerText: "Two weeks" });
    server.finish("run-1", answer("Two weeks."));
    expect([isBusy(state()), server.followers.size]).toEqual([false, 0]);
  });

  it("takes a long silence for a lost connection, and asks anew", async () => {
    await conversation.ask("How long?");
    await vi.advanceTimersByTimeAsync(7000);
    expect(server.followers.size).toBe(0);
    await vi.advanceTimersByTimeAsync(2000);
    server.finish("run-1", answer("Two weeks."));
    expect(last()?.run).toMatchObject({ status: "finished", answerText: "Two weeks." });
  });

  it("takes no second question while it's answering", async () => {
    await conversation.ask("One?");
    await conversation.ask("Two?");
    expect(state().turns).toHaveLength(1);
  });

  it("goes on with an answer in the making after the page was reloaded", async () => {
    await conversation.ask("How long?");
    server.emit("run-1", { type: "token", nodeId: "model-1", text: "Two " });
    conversation.dispose();

    conversation = new Conversation(server);
    await conversation.restore();
    await vi.advanceTimersByTimeAsync(50);
    expect(last()?.run).toMatchObject({ status: "running", answerText: "Two " });
    server.finish("run-1", answer("Two weeks."));
    expect(last()?.run.answerText).toBe("Two weeks.");
    expect(last()?.question).toBe("How long?");
  });

  it("starts afresh when what it remembered is gone", async () => {
    server.remembered = "conversation-0";
    server.history = async () => {
      throw new Error("gone");
    };
    await conversation.restore();
    expect(state()).toMatchObject({ turns: [], restoring: false });
    expect(server.remembered).toBeNull();
  });

  it("goes on in a conversation that began with a file", async () => {
    conversation.adopt("conversation-1");
    expect([state().conversationId, server.remembered]).toEqual([
      "conversation-1",
      "conversation-1",
    ]);
    conversation.reset();
    expect([state().conversationId, server.remembered]).toEqual([null, null]);
  });

  it("asks again in the place of a question that could not be asked", async () => {
    server.failing = true;
    await conversation.ask("How long?");
    expect(last()?.error).toBeInstanceOf(Error);
    server.failing = false;
    await conversation.retry(last()?.key ?? "");
    expect(state().turns.map(({ error }) => error)).toEqual([null]);
  });

  it("asks the server to stop, and forgets on a new conversation", async () => {
    await conversation.ask("How long?");
    conversation.stop();
    expect(server.cancelled).toEqual(["run-1"]);
    conversation.reset();
    expect(state().turns).toEqual([]);
    server.streams.get("run-1")?.cut();
    await vi.advanceTimersByTimeAsync(0);
    expect([server.remembered, server.followers.size]).toEqual([null, 0]);
    expect(server.streams.get("run-1")?.left).toBe(true);
  });

  it("asks the store how a run came out whose events broke off", async () => {
    await conversation.ask("How long?");
    const turn = server.stored[0];
    if (turn)
      server.stored[0] = { ...turn, status: "failed", error: { code: "run.lost", params: {} } };
    server.streams.get("run-1")?.cut();
    await vi.advanceTimersByTimeAsync(0);
    server.followers.get("run-1")?.end(null);
    await vi.advanceTimersByTimeAsync(0);
    expect(last()?.run).toMatchObject({ status: "failed", error: { code: "run.lost" } });
  });
});
