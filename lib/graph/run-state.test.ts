import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLifecycle, isTerminal, runEventSchema, type RunEvent } from "./run-events";
import { foldRunEvent, foldRunEvents, IDLE_RUN } from "./run-state";
import type { Citation, Message, Verdict } from "./values";

const usage = { inputTokens: 10, outputTokens: 5 };
const citation: Citation = {
  number: 1,
  passageId: "p",
  documentId: "d",
  versionId: "v",
  documentName: "Handbook",
  page: 3,
  quote: "thirty days",
  start: 10,
  end: 21,
};
const verdict: Verdict = {
  score: 0.9,
  threshold: 0.5,
  sufficient: true,
  reasons: [],
  missing: { terms: [], entities: [], answerType: null },
};
const output: Message = {
  text: "Thirty days [1].",
  outcome: "answered",
  citations: [citation],
  refusal: null,
};
const summary = { type: "message", preview: "Thirty days [1].", count: null, size: 20 } as const;

type Body = RunEvent extends infer E
  ? E extends unknown
    ? Omit<E, "runId" | "seq" | "at">
    : never
  : never;
const number = (bodies: Body[]) =>
  bodies.map((body, i) => ({ ...body, runId: "r", seq: i + 1, at: 1000 + i }));

const story = number([
  { type: "run.started", question: "How many days?" },
  { type: "node.started", nodeId: "router-1", attempt: 1 },
  { type: "verdict", nodeId: "router-1", verdict },
  {
    type: "node.finished",
    nodeId: "router-1",
    durationMs: 2,
    outputs: {},
    live: ["sufficient"],
    usage,
  },
  { type: "node.skipped", nodeId: "refusal-1", reason: "not-reached" },
  { type: "node.started", nodeId: "model-1", attempt: 1 },
  { type: "token", nodeId: "model-1", text: "Twen" },
  {
    type: "run.waiting",
    nodeId: "model-1",
    waitMs: 500,
    error: { code: "model-busy", params: {} },
  },
  { type: "node.started", nodeId: "model-1", attempt: 2 },
  { type: "token", nodeId: "model-1", text: "Thirty " },
  { type: "token", nodeId: "model-1", text: "days." },
  { type: "citation", nodeId: "model-1", citation },
  {
    type: "checked",
    nodeId: "model-1",
    text: "Thirty days. [1] Zebras",
    unsupported: [{ start: 17, end: 23 }],
  },
  { type: "token", nodeId: "model-1", text: " graze." },
  {
    type: "node.finished",
    nodeId: "model-1",
    durationMs: 40,
    outputs: { answer: summary },
    live: ["answer"],
    usage,
  },
  { type: "run.finished", output, usage, durationMs: 50 },
]);
const upTo = (seq: number) => foldRunEvents(story.slice(0, seq));

describe("foldRunEvents", () => {
  it("shows what is going on at every point", () => {
    expect(upTo(1)).toMatchObject({
      status: "running",
      question: "How many days?",
      startedAt: 1000,
    });
    expect(upTo(3)).toMatchObject({ verdict, verdicts: { "router-1": verdict } });
    expect(upTo(5).nodes).toMatchObject({
      "router-1": { status: "finished", durationMs: 2, live: ["sufficient"] },
      "refusal-1": { status: "skipped", skipped: "not-reached" },
    });
    expect(upTo(7)).toMatchObject({
      answerText: "Twen",
      nodes: { "model-1": { status: "running" } },
    });
    expect(upTo(8)).toMatchObject({
      status: "waiting",
      nodes: { "model-1": { status: "waiting" } },
    });
    expect(upTo(12)).toMatchObject({
      status: "running",
      answerText: "Thirty days.",
      citations: [citation],
    });
    expect(upTo(14)).toMatchObject({
      answerText: "Thirty days. [1] Zebras graze.",
      unsupported: [{ start: 17, end: 23 }],
    });
    expect(upTo(16)).toMatchObject({
      status: "finished",
      answerText: output.text,
      citations: output.citations,
      unsupported: [],
      output,
      usage,
      durationMs: 50,
    });
  });

  it("forgets what an attempt wrote that didn't count", () => {
    expect(upTo(9)).toMatchObject({
      answerText: "",
      citations: [],
      unsupported: [],
      nodes: { "model-1": { text: "", attempt: 2 } },
    });
  });

  it("tells a failed and a cancelled run apart", () => {
    const begun = story.slice(0, 1);
    const failed: Body = {
      type: "run.failed",
      nodeId: "model-1",
      error: { code: "model-busy", params: {} },
      usage,
      durationMs: 9,
    };
    const [, last] = number([{ type: "run.started", question: "" }, failed]);
    expect(last && foldRunEvents([...begun, last])).toMatchObject({
      status: "failed",
      error: { code: "model-busy", nodeId: "model-1" },
    });
    const [, stop] = number([
      { type: "run.started", question: "" },
      { type: "run.cancelled", usage, durationMs: 9 },
    ]);
    expect(stop && foldRunEvents([...begun, stop]).status).toBe("cancelled");
  });

  it("comes to the same whatever is delivered twice, and wherever it's interrupted", () => {
    const index = fc.nat(story.length - 1);
    fc.assert(
      fc.property(fc.array(index), fc.nat(story.length), (again, cut) => {
        const repeated = story.flatMap((event, i) => [
          event,
          ...again.filter((at) => at <= i).flatMap((at) => story[at] ?? []),
        ]);
        const whole = foldRunEvents(story);
        expect(foldRunEvents(repeated)).toEqual(whole);
        const resumed = foldRunEvents(story.slice(cut), foldRunEvents(story.slice(0, cut)));
        expect(resumed).toEqual(whole);
      }),
    );
  });

  it("comes to the same end without the tokens", () => {
    const { nodes: _, ...replayed } = foldRunEvents(story.filter(isLifecycle));
    expect(foldRunEvents(story)).toMatchObject(replayed);
  });

  it("changes nothing it was given", () => {
    const frozen = Object.freeze(upTo(6));
    const before = structuredClone(frozen);
    foldRunEvents(story.slice(6), frozen);
    expect(frozen).toEqual(before);
  });

  it("starts anew with another run and ignores events of runs it doesn't follow", () => {
    const [started, ...rest] = story.map((event) => ({ ...event, runId: "other" }));
    const first = upTo(16);
    expect(rest.reduce(foldRunEvent, first)).toEqual(first);
    expect(started && foldRunEvent(first, started)).toEqual({
      ...IDLE_RUN,
      runId: "other",
      status: "running",
      question: "How many days?",
      startedAt: 1000,
      lastSeq: 1,
    });
  });
});

describe("the event schema", () => {
  it("takes every event of the story after a trip through JSON, and nothing of another type", () => {
    for (const event of story) {
      expect(runEventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
    }
    expect(runEventSchema.safeParse({ ...story[0], type: "run.exploded" }).success).toBe(false);
  });

  it("knows what ends a run", () => {
    expect(story.filter(isTerminal).map((event) => event.type)).toEqual(["run.finished"]);
  });
});
