import { describe, expect, it } from "vitest";
import type { RunEvent } from "@/lib/graph/run-events";
import { createRunHub } from "./hub";

const token = (seq: number): RunEvent => ({
  type: "token",
  runId: "run",
  nodeId: "model-1",
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
  return { hub, controller, run: hub.open("run", controller) };
}

async function seqs(events: AsyncIterable<RunEvent>): Promise<number[]> {
  const all: number[] = [];
  for await (const event of events) all.push(event.seq);
  return all;
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
    expect(await early).toEqual([1, 2, 3, 4]);
    expect(await late).toEqual([2, 3, 4]);
    expect(await seqs(run.follow(3, undefined))).toEqual([4]);
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
