import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { VisitorAnswer } from "@/lib/publication/protocol";
import { Emitter } from "../client/emitter";
import { Keeper } from "../client/kept";
import { Session } from "../client/session";
import { LOOK, ProtocolServer } from "../testing/protocol-server";
import { Conversation } from "./conversation";

const ANSWER: VisitorAnswer = {
  kind: "answered",
  text: "30 days [1].",
  citations: [{ number: 1, documentName: "Returns.pdf", page: 2, quote: "within 30 days" }],
  unsupported: [],
  instead: [],
  general: null,
  handOver: null,
};

let server: ProtocolServer;
let conversation: Conversation;
let events: Emitter;
let heard: unknown[];
beforeEach(async () => {
  server = await new ProtocolServer().start();
  server.behaviour.answer = () => [
    { type: "words", text: "30 " },
    { type: "words", text: "days" },
    { type: "answered", answer: ANSWER },
  ];
  events = new Emitter();
  heard = [];
  events.on("question", (detail) => heard.push(["question", detail]));
  events.on("answer", (detail) => heard.push(["answer", detail]));
  events.on("problem", (detail) => heard.push(["problem", detail]));
  const session = new Session({
    base: server.base,
    publication: "p1",
    channel: "widget",
    keeper: new Keeper("p1", null),
  });
  conversation = new Conversation({ session, events, look: null, onSession: () => undefined });
});
afterEach(async () => {
  conversation.leave();
  await server.close();
});

const last = () => conversation.current.turns.at(-1);
const ended = () => vi.waitFor(() => expect(last()?.state).not.toBe("waiting"), { timeout: 5000 });

describe("a conversation", () => {
  it("asks, shows the answer and tells the page", async () => {
    await conversation.start();
    conversation.ask("  How long?  ");
    expect(last()).toMatchObject({ question: "How long?", state: "waiting" });
    await ended();
    expect(last()).toMatchObject({ state: "answered", answer: ANSWER, runId: "run-1" });
    expect(heard).toEqual([
      ["question", { question: "How long?" }],
      ["answer", { kind: "answered", text: "30 days [1]." }],
    ]);
  });

  it("asks what was asked too early as soon as it can", async () => {
    conversation.ask("How long?");
    expect(conversation.current.turns).toEqual([]);
    await conversation.start();
    await ended();
    expect(last()?.question).toBe("How long?");
  });

  it("asks one question at a time", async () => {
    await conversation.start();
    conversation.ask("one");
    conversation.ask("two");
    await ended();
    expect(conversation.current.turns).toHaveLength(1);
  });

  it("follows what was under way when the page was loaded", async () => {
    await conversation.start();
    conversation.ask("How long?");
    await ended();
    server.behaviour.exchanges = [
      {
        runId: "run-1",
        question: "How long?",
        askedAt: "2026-01-01T00:00:00Z",
        answer: null,
        state: "running",
        feedback: null,
      },
    ];
    await conversation.start();
    expect(conversation.current.turns).toHaveLength(1);
    await ended();
    expect(last()).toMatchObject({ state: "answered", answer: ANSWER });
  });

  it("stops at the server", async () => {
    server.behaviour.pauseMs = 50;
    await conversation.start();
    conversation.ask("How long?");
    await vi.waitFor(() => expect(last()?.text).not.toBe(""));
    await conversation.stop();
    await ended();
    expect(last()).toMatchObject({ state: "stopped" });
    expect(server.calls.some(({ path }) => path === "runs/run-1/stop")).toBe(true);
  });

  it("says why a question was refused, and asks again", async () => {
    const problem = { code: "too-many", message: "", retryAfterMs: 1000 } as const;
    server.behaviour.refuse = [{ path: "questions", status: 429, problem }];
    await conversation.start();
    conversation.ask("How long?");
    await ended();
    const failed = last();
    expect(failed).toMatchObject({ state: "failed", problem });
    if (failed) conversation.retry(failed);
    await ended();
    expect(conversation.current.turns).toHaveLength(1);
    expect(last()?.state).toBe("answered");
  });

  it("is closed with the reason, and opens with the password", async () => {
    const problem = { code: "password-needed", message: "" } as const;
    server.behaviour.refuse = [{ path: "session", status: 401, problem }];
    await conversation.start();
    expect(conversation.current).toMatchObject({ phase: "closed", problem });
    await conversation.enter("open sesame");
    expect(conversation.current).toMatchObject({ phase: "open", problem: null, look: LOOK });
  });

  it("takes a rating back that could not be stored", async () => {
    await conversation.start();
    conversation.ask("How long?");
    await ended();
    const turn = last();
    if (!turn) throw new Error("no turn");
    await conversation.rate(turn, "down", "Too short.");
    expect(last()?.feedback).toBe("down");
    expect(JSON.parse(server.calls.at(-1)?.body ?? "")).toEqual({
      value: "down",
      comment: "Too short.",
    });
    const problem = { code: "unavailable", message: "" } as const;
    server.behaviour.refuse = [{ path: "runs/run-1/feedback", status: 503, problem }];
    await expect(conversation.rate({ ...turn, feedback: "down" }, "up")).rejects.toThrow();
    expect(last()?.feedback).toBe("down");
  });
});
