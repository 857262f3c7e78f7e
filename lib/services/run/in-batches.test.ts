import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RunEvent } from "@/lib/graph/run-events";
import { inBatches } from "./in-batches";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const at = { runId: "run", at: 0 };
const step = (seq: number): RunEvent => ({
  ...at,
  type: "node.started",
  nodeId: "node",
  attempt: 1,
  seq,
});
const token = (seq: number): RunEvent => ({
  ...at,
  type: "token",
  nodeId: "model-1",
  text: "x",
  seq,
});
const end = (seq: number): RunEvent => ({
  ...at,
  type: "run.cancelled",
  usage: { inputTokens: 0, outputTokens: 0 },
  durationMs: 0,
  seq,
});

/** Events with the milliseconds to wait before each. */
async function* source(...events: [number, RunEvent][]): AsyncGenerator<RunEvent, void> {
  for (const [wait, event] of events) {
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    yield event;
  }
}

/** What arrived, as "<ms> <seqs>". */
async function arrivals(events: AsyncGenerator<RunEvent, void>): Promise<string[]> {
  const seen: string[] = [];
  const began = Date.now();
  const note = (what: string) => seen.push(`${String(Date.now() - began)} ${what}`);
  const reading = (async () => {
    for await (const batch of inBatches(events)) note(batch.map(({ seq }) => seq).join());
  })().catch(() => note("broken"));
  await vi.advanceTimersByTimeAsync(10_000);
  await reading;
  return seen;
}

describe("batches of events", () => {
  it("let steps travel together, and the first token and the end at once with what waits", async () => {
    const events = source([0, step(1)], [5, step(2)], [5, token(3)], [3, end(4)]);
    expect(await arrivals(events)).toEqual(["10 1,2,3", "13 4"]);
  });

  it("keep nothing longer than their window", async () => {
    const events = source(
      [0, step(1)],
      [100, step(2)],
      [100, token(3)],
      [2, token(4)],
      [5, token(5)],
      [50, end(6)],
    );
    expect(await arrivals(events)).toEqual(["16 1", "116 2", "200 3", "218 4,5", "257 6"]);
  });

  it("give what was there before the source ended or broke", async () => {
    expect(await arrivals(source([0, step(1)], [2, step(2)]))).toEqual(["2 1,2"]);
    async function* broken() {
      yield step(1);
      throw new Error("broken");
    }
    expect(await arrivals(broken())).toEqual(["0 1", "0 broken"]);
  });

  it("end their source when nobody reads any more", async () => {
    let ended = false;
    async function* endless() {
      try {
        for (let seq = 1; ; seq += 1) yield token(seq);
      } finally {
        ended = true;
      }
    }
    for await (const batch of inBatches(endless())) {
      expect(batch).toHaveLength(1);
      break;
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toBe(true);
  });
});
