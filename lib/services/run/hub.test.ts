import { describe, expect, it } from "vitest";
import type { RunEvent } from "@/lib/graph/run-events";
import { createRunHub } from "./hub";

const token = (seq: number, nodeId = "model-1"): RunEvent => ({
  type: "token",
  runId: "run",
  nodeId,
  seq,
  at: 0,
  text: String(seq),
});
const end = (seq: number): RunEvent => ({
  type: "run.cancelled",
  runId: "run",
  seq,
  at: 0,
  usage: { inputTokens: 0, outputTokens: 0 },
  durationMs: 0,
});

function open() {
  const hub = createRunHub();
  const controller = new AbortController();
  return {
    hub,
    controller,
    run: hub.open(
      {
        id: "run",
        workspaceId: "workspace",
        userId: "user",
        reader: "user",
        conversationId: "conversation",
        snapshotId: "snapshot",
      },
      controller,
    ),
  };
}

async function collect(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const all: RunEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

async function seqs(events: AsyncIterable<RunEvent>): Promise<number[]> {
  return (await collect(events)).map((event) => event.seq);
}

/** The texts of the tokens; each token's own text is its seq. */
async function texts(events: AsyncIterable<RunEvent>): Promise<string[]> {
  return (await collect(events)).flatMap((event) => (event.type === "token" ? event.text : []));
}

describe("the hub", () => {
  it("gives every follower every event after theirs, before and after they come", async () => {
    const { run } = open();
    run.push(token(1));
    const early = seqs(run.follow(0, undefined));
    run.push(token(2));
    const late = seqs(run.follow(1, undefined));
    await Promise.resolve();
    run.push(token(3));
    run.push(end(4));
    expect(await early).toEqual([1, 3, 4]);
    expect(await late).toEqual([2, 3, 4]);
    expect(await seqs(run.follow(3, undefined))).toEqual([4]);
  });

  it("joins tokens that wait, of one node only, under the number of the last", async () => {
    const { run } = open();
    for (const event of [token(1), token(2), token(3, "model-2"), token(4), end(5)])
      run.push(event);
    expect(await seqs(run.follow(0, undefined))).toEqual([2, 3, 4, 5]);
    expect(await texts(run.follow(0, undefined))).toEqual(["12", "3", "4"]);
  });

  it("gives who comes back in the middle of joined tokens the rest of them", async () => {
    const { run } = open();
    for (const event of [token(1), token(2), token(3), end(4)]) run.push(event);
    expect(await texts(run.follow(1, undefined))).toEqual(["23"]);
    expect(await texts(run.follow(3, undefined))).toEqual([]);
  });

  it("lets a follower go when they leave, also while nothing happens", async () => {
    const { run } = open();
    const leaving = new AbortController();
    const followed = seqs(run.follow(0, leaving.signal));
    await Promise.resolve();
    leaving.abort();
    expect(await followed).toEqual([]);
  });

  it("keeps handing out the events of a run it has forgotten to those who follow it", async () => {
    const { hub, run } = open();
    const followed = seqs(run.follow(0, undefined));
    hub.close("run");
    run.push(end(1));
    expect(await followed).toEqual([1]);
    expect(hub.get("run")).toBeUndefined();
    expect(hub.runIds()).toEqual([]);
  });

  it("passes a cancellation on", () => {
    const { hub, controller } = open();
    hub.get("run")?.cancel();
    expect(controller.signal.aborted).toBe(true);
  });
});
