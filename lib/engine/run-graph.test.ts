import { describe, expect, it } from "vitest";
import { foldRunEvents } from "@/lib/graph/run-state";
import { isTerminal, type RunEvent } from "@/lib/graph/run-events";
import { drawGraph } from "@/lib/testing/drawn-graph";
import { runToys, toyRun } from "@/lib/testing/run-toys";
import { said, toyCatalog, toyExecutors, type Behaviour } from "@/lib/testing/toy-nodes";
import { runGraph } from "./run-graph";

const frame = { start: "start", say: "speak", end: "end" } as const;
const does = (name: string) => ({ type: "step", params: { does: name } }) as const;
const simple = (name = "") =>
  drawGraph({ ...frame, a: does(name) }, [
    "start.text -> a.text",
    "a.text -> say.text",
    "say.message -> end.message",
  ]);

const last = (events: RunEvent[]) => events.at(-1);
const statuses = (events: RunEvent[]) =>
  Object.fromEntries(Object.entries(foldRunEvents(events).nodes).map(([id, n]) => [id, n.status]));
const forever = () => new Promise<string>(() => undefined);

describe("a run that goes well", () => {
  it("tells its story in order and ends with the output", async () => {
    const events = await runToys(simple());
    expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i + 1));
    expect(events.map((event) => [event.type, "nodeId" in event ? event.nodeId : ""])).toEqual([
      ["run.started", ""],
      ...["start", "a", "say", "end"].flatMap((id) => [
        ["node.started", id],
        ["node.finished", id],
      ]),
      ["run.finished", ""],
    ]);
    expect(last(events)).toMatchObject({ output: said("Hello?") });
  });

  it("summarises what came out of each node", async () => {
    const events = await runToys(simple("long"), { behaviours: { long: () => "x".repeat(1000) } });
    const finished = events.find((e) => e.type === "node.finished" && e.nodeId === "a");
    expect(finished).toMatchObject({
      live: ["text"],
      outputs: { text: { type: "text", count: null, size: 1002, preview: `${"x".repeat(199)}…` } },
    });
  });

  it("runs what doesn't wait for each other at the same time", async () => {
    const met = new Map<string, () => void>();
    const bothHere = Promise.all(
      ["left", "right"].map((id) => new Promise<void>((resolve) => met.set(id, resolve))),
    );
    const meet = (id: string) => async () => {
      met.get(id)?.();
      await bothHere;
      return id;
    };
    const graph = drawGraph({ ...frame, l: does("left"), r: does("right"), j: "step" }, [
      "start.text -> l.text",
      "start.text -> r.text",
      "l.text -> j.text",
      "r.text -> j.more",
      "j.text -> say.text",
      "say.message -> end.message",
    ]);
    const events = await runToys(graph, {
      behaviours: { left: meet("left"), right: meet("right") },
      limits: { nodeTimeoutMs: 2000 },
    });
    expect(last(events)).toMatchObject({ type: "run.finished", output: { text: "left+right" } });
  });

  it("doesn't hold a fast branch back for a slow one", async () => {
    let release: (text: string) => void = () => undefined;
    const slow = new Promise<string>((resolve) => (release = resolve));
    const graph = drawGraph(
      { ...frame, slow: does("slow"), f1: "step", f2: does("last"), j: "step" },
      [
        "start.text -> slow.text",
        "start.text -> f1.text",
        "f1.text -> f2.text",
        "slow.text -> j.text",
        "f2.text -> j.more",
        "j.text -> say.text",
        "say.message -> end.message",
      ],
    );
    const behaviours = { slow: () => slow, last: () => (release("slow"), "fast") };
    const events = await runToys(graph, { behaviours, limits: { nodeTimeoutMs: 2000 } });
    expect(last(events)).toMatchObject({ type: "run.finished", output: { text: "slow+fast" } });
  });

  it("fills references in with what has come out, and nothing for what was skipped", async () => {
    const note = "{{a.text}}/{{skipped.text}}/{{say.message}}";
    const graph = drawGraph(
      {
        ...frame,
        a: does("shout"),
        fork: "fork",
        skipped: "step",
        b: { type: "step", params: { does: "note", note } },
        say2: "speak",
        end2: "end",
      },
      [
        "start.text -> a.text",
        "a.text -> say.text",
        "say.message -> end2.message",
        "start.text -> fork.text",
        "fork.right -> skipped.text",
        "start.text -> b.text",
        "b.text -> say2.text",
        "say2.message -> end.message",
      ],
    );
    const events = await runToys(graph, {
      behaviours: { shout: () => "HELLO", note: ({ note: filled }) => filled },
    });
    expect(last(events)).toMatchObject({ output: { text: "HELLO//HELLO" } });
  });

  it("hands tokens on while the node still runs", async () => {
    const order: string[] = [];
    let goOn: () => void = () => undefined;
    const seen = new Promise<void>((resolve) => (goOn = resolve));
    const behaviours: Record<string, Behaviour> = {
      talk: async ({ ctx }) => {
        ctx.emit({ type: "token", text: "one" });
        await seen;
        order.push("node goes on");
        return "done";
      },
    };
    await runToys(simple("talk"), {
      behaviours,
      onEvent: (event) => {
        if (event.type !== "token") return;
        order.push("token read");
        goOn();
      },
    });
    expect(order).toEqual(["token read", "node goes on"]);
  });

  it("tells the observer in full what each node ran with", async () => {
    const records: unknown[] = [];
    await runToys(simple(), { observer: { nodeSettled: (record) => records.push(record) } });
    expect(records).toHaveLength(4);
    expect(records[1]).toMatchObject({
      nodeId: "a",
      type: "step",
      status: "finished",
      attempts: 1,
      params: { does: "", note: "", level: 1 },
      inputs: { text: "Hello?" },
      outputs: { text: "Hello?" },
      error: null,
    });
  });
});

describe("branches", () => {
  const diamond = (take: string) =>
    drawGraph({ ...frame, fork: { type: "fork", params: { take } }, l: does("l"), r: does("r") }, [
      "start.text -> fork.text",
      "fork.left -> l.text",
      "fork.right -> r.text",
      "l.text -> say.text",
      "r.text -> say.text",
      "say.message -> end.message",
    ]);
  const behaviours = { l: () => "left", r: () => "right" };

  it.each([
    ["left", { l: "finished", r: "skipped" }, "left"],
    ["right", { l: "skipped", r: "finished" }, "right"],
    ["both", { l: "finished", r: "finished" }, "left"],
  ])("takes %s and comes together again", async (take, expected, text) => {
    const events = await runToys(diamond(take), { behaviours });
    expect(statuses(events)).toMatchObject(expected);
    expect(last(events)).toMatchObject({ type: "run.finished", output: { text } });
  });

  it("fails with a reason when no branch leads to an answer", async () => {
    const events = await runToys(diamond("none"), { behaviours });
    expect(statuses(events)).toMatchObject({
      l: "skipped",
      r: "skipped",
      say: "skipped",
      end: "skipped",
    });
    expect(last(events)).toMatchObject({
      type: "run.failed",
      error: { code: "run.without-answer" },
    });
  });

  it("skips a node whose optional port is wired to the branch that wasn't taken", async () => {
    const graph = drawGraph({ ...frame, fork: "fork", a: "step", b: "step" }, [
      "start.text -> fork.text",
      "start.text -> a.text",
      "fork.right -> a.more",
      "fork.left -> b.text",
      "a.text -> say.text",
      "b.text -> say.text",
      "say.message -> end.message",
    ]);
    const events = await runToys(graph);
    expect(statuses(events)).toMatchObject({ a: "skipped", b: "finished", end: "finished" });
  });

  it("leaves standing edges alone", async () => {
    const graph = drawGraph(
      { ...frame, shelf: { type: "shelf", params: { sourceId: "s" } }, finder: "finder" },
      [
        "shelf.documents -> finder.documents",
        "start.text -> finder.text",
        "finder.text -> say.text",
        "say.message -> end.message",
      ],
    );
    const events = await runToys(graph);
    expect(events).toContainEqual(expect.objectContaining({ nodeId: "shelf", reason: "standing" }));
    expect(last(events)).toMatchObject({ type: "run.finished", output: { text: "Hello?" } });
  });
});

describe("cancelling", () => {
  it("ends at once in mid-token, even if the node doesn't listen, and says nothing more", async () => {
    const controller = new AbortController();
    let tokens = 0;
    const events = await runToys(simple("talk"), {
      behaviours: { talk: ({ ctx }) => stubborn((event) => ctx.emit(event)) },
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === "token" && ++tokens === 3) controller.abort();
      },
    });
    expect(last(events)).toMatchObject({ type: "run.cancelled" });
    expect(statuses(events)).toEqual({
      start: "finished",
      a: "skipped",
      say: "skipped",
      end: "skipped",
    });
    expect(events.filter(isTerminal)).toHaveLength(1);
  });

  it("reaches the call the node is waiting for", async () => {
    const controller = new AbortController();
    let reason: unknown;
    const events = await runToys(simple("wait"), {
      behaviours: {
        wait: ({ ctx }) => {
          ctx.signal.addEventListener("abort", () => void (reason = ctx.signal.reason));
          controller.abort();
          return forever();
        },
      },
      signal: controller.signal,
    });
    expect(reason).toBeInstanceOf(Error);
    expect(last(events)).toMatchObject({ type: "run.cancelled" });
  });

  it("starts nothing when it was cancelled before it began", async () => {
    const events = await runToys(simple(), { signal: AbortSignal.abort() });
    expect(events.map((event) => event.type)).toEqual([
      "run.started",
      ...Array.from({ length: 4 }, () => "node.skipped"),
      "run.cancelled",
    ]);
  });

  it("cancels when the reader leaves", async () => {
    let aborted = false;
    const options = toyRun(simple("wait"), {
      behaviours: {
        wait: ({ ctx }) => {
          ctx.signal.addEventListener("abort", () => (aborted = true));
          return forever();
        },
      },
    });
    for await (const event of runGraph(options)) {
      if (event.type === "node.started" && event.nodeId === "a") break;
    }
    expect(aborted).toBe(true);
  });
});

describe("what can't run", () => {
  it.each([
    ["a graph with problems", drawGraph({ end: "end" }), "port-required"],
    ["something that's no graph", { nodes: 5 }, "document-invalid"],
  ])("%s fails with the first problem", async (_, graph, problem) => {
    const events: RunEvent[] = [];
    for await (const event of runGraph({ ...toyRun(simple(), {}), graph })) events.push(event);
    expect(events[0]?.type).toBe("run.started");
    expect(last(events)).toMatchObject({
      type: "run.failed",
      error: { code: "run.not-runnable", params: { problem } },
    });
  });

  it("a type without an executor fails as that node", async () => {
    const { step: _, ...executors } = toyExecutors();
    const events = await runToys(simple(), { executors, catalog: toyCatalog });
    expect(last(events)).toMatchObject({ nodeId: "a", error: { code: "node.not-installed" } });
  });
});

async function stubborn(emit: (event: { type: "token"; text: string }) => void): Promise<string> {
  for (let i = 0; i < 200; i++) {
    emit({ type: "token", text: "bla " });
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return "done";
}
