import { beforeEach, describe, expect, it, vi } from "vitest";
import type { RunEvent } from "@/lib/graph/run-events";
import type { Message } from "@/lib/graph/values";
import { Conversation, isBusy, type ConversationApi, type StoredTurn } from "./conversation";

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

/** A server that keeps runs and sends their events when told to. */
class Server implements ConversationApi {
  readonly stored: StoredTurn[] = [];
  readonly events = new Map<string, RunEvent[]>();
  readonly cancelled: string[] = [];
  readonly followers = new Map<
    string,
    { event: (e: RunEvent) => void; end: (e: unknown) => void }
  >();
  remembered: string | null = null;
  failing = false;
  memory = {
    get: () => this.remembered,
    set: (id: string | null) => {
      this.remembered = id;
    },
  };

  async start({ question }: { question: string }) {
    if (this.failing) throw new Error("no");
    const runId = `run-${this.stored.length + 1}`;
    this.stored.push({ runId, question, status: "running", output: null, error: null });
    this.emit(runId, { type: "run.started", question });
    return { runId, conversationId: "conversation-1" };
  }

  follow(runId: string, on: { event: (e: RunEvent) => void; end: (e: unknown) => void }) {
    this.followers.set(runId, on);
    for (const event of this.events.get(runId) ?? []) on.event(event);
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
    expect(last()?.run).toMatchObject({ status: "finished", answerText: "Two weeks." });
    expect([isBusy(state()), server.followers.size]).toEqual([false, 0]);
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
    expect([server.remembered, server.followers.size]).toEqual([null, 0]);
  });

  it("asks the store how a run came out whose events broke off", async () => {
    await conversation.ask("How long?");
    const turn = server.stored[0];
    if (turn)
      server.stored[0] = { ...turn, status: "failed", error: { code: "run.lost", params: {} } };
    server.followers.get("run-1")?.end(null);
    await vi.advanceTimersByTimeAsync(0);
    expect(last()?.run).toMatchObject({ status: "failed", error: { code: "run.lost" } });
  });
});
