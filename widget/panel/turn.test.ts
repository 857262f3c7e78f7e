import { expect, it } from "vitest";
import type { VisitorAnswer, VisitorEvent } from "@/lib/publication/protocol";
import { advance, newTurn, turnOf } from "./turn";

const ANSWER: VisitorAnswer = {
  kind: "answered",
  text: "30 days.",
  citations: [],
  unsupported: [],
  instead: [],
  general: null,
  handOver: null,
};
const after = (...events: VisitorEvent[]) => events.reduce(advance, newTurn("k", "How long?"));

it("grows by words, begins anew, and ends with the answer as it was checked", () => {
  const begun = after(
    { type: "started", runId: "r" },
    { type: "working", on: "answering" },
    { type: "words", text: "31 " },
    { type: "restart" },
    { type: "words", text: "30 " },
    { type: "words", text: "days" },
  );
  expect(begun).toMatchObject({ runId: "r", state: "waiting", text: "30 days", answer: null });
  expect(advance(begun, { type: "answered", answer: ANSWER })).toMatchObject({
    state: "answered",
    text: "30 days.",
    answer: ANSWER,
  });
});

it("keeps what was written when it is stopped or fails", () => {
  const words = { type: "words", text: "30 " } as const;
  expect(after(words, { type: "stopped" })).toMatchObject({ state: "stopped", text: "30 " });
  const problem = { code: "interrupted", message: "" } as const;
  expect(after(words, { type: "failed", problem })).toMatchObject({ state: "failed", problem });
});

it("takes up what was said before, silently", () => {
  const exchange = {
    runId: "r",
    question: "How long?",
    askedAt: "2026-01-01T00:00:00Z",
    answer: ANSWER,
    state: "answered",
    feedback: "up",
  } as const;
  expect(turnOf(exchange)).toMatchObject({ state: "answered", text: "30 days.", live: false });
  expect(turnOf({ ...exchange, answer: null, state: "running" })).toMatchObject({
    state: "waiting",
    live: true,
  });
});
