import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import type { Graph } from "@/lib/graph/document";
import { isTerminal, runEventSchema, type RunEvent } from "@/lib/graph/run-events";
import { drawGraph } from "@/lib/testing/drawn-graph";
import { runToys } from "@/lib/testing/run-toys";
import type { Behaviour } from "@/lib/testing/toy-nodes";

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
beforeAll(() => process.on("unhandledRejection", note));
afterAll(async () => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

const tick = () => new Promise((resolve) => setImmediate(resolve));
const behaviours: Record<string, Behaviour> = {
  plain: ({ text }) => text.slice(0, 20),
  slow: async ({ text }) => {
    await tick();
    await tick();
    return text.slice(0, 20);
  },
  talk: async ({ ctx }) => {
    ctx.emit({ type: "token", text: "a" });
    await tick();
    ctx.emit({ type: "token", text: "b" });
    return "ab";
  },
  fail: () => Promise.reject(new AppError("model-refused", "forbidden")),
  throw: () => {
    throw new Error("bug");
  },
  hang: () => new Promise(() => undefined),
};

interface Shape {
  nodes: { kind: "step" | "fork"; does: string; take: string; policy: string }[];
  wires: [number, number][];
}

const shape: fc.Arbitrary<Shape> = fc.record({
  nodes: fc.array(
    fc.record({
      kind: fc.constantFrom("step" as const, "step" as const, "fork" as const),
      does: fc.constantFrom("plain", "plain", "slow", "talk", "fail", "throw", "hang"),
      take: fc.constantFrom("left", "right", "both", "none"),
      policy: fc.constantFrom("fail", "default", "branch"),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  wires: fc.array(fc.tuple(fc.nat(12), fc.nat(12)), { maxLength: 30 }),
});

/** A graph without problems: every node hangs on an earlier one, any other wire goes forward. */
function drawn({ nodes, wires }: Shape): Graph {
  const onError = {
    fail: undefined,
    default: { policy: "default", outputs: { text: "d" } },
    branch: { policy: "branch" },
  };
  const byId: Parameters<typeof drawGraph>[0] = {
    start: "start",
    ...Object.fromEntries(
      nodes.map(({ kind, does, take, policy }, i) => [
        `n-${i}`,
        kind === "fork"
          ? { type: "fork", params: { take } }
          : { type: "step", params: { does }, onError: onError[policy as "default"] },
      ]),
    ),
    say: "speak",
    end: "end",
  };
  const out = (i: number, salt: number) => {
    const node = nodes[i];
    if (node === undefined) return "start.text";
    return node.kind === "fork" ? `n-${i}.${salt % 2 ? "left" : "right"}` : `n-${i}.text`;
  };
  const lines = nodes.map((_, i) => {
    const [from = 0, salt = 0] = wires[i] ?? [];
    return `${i === 0 ? "start.text" : out(from % i, salt)} -> n-${i}.text`;
  });
  for (const [a, b] of wires) {
    const [from, to] = [a % nodes.length, b % nodes.length];
    if (from < to && nodes[to]?.kind === "step") lines.push(`${out(from, b)} -> n-${to}.more`);
  }
  lines.push(`${out(nodes.length - 1, 1)} -> say.text`, "say.message -> end.message");
  return drawGraph(byId, [...new Set(lines)]);
}

function checkStory(graph: Graph, events: RunEvent[]): void {
  const settles = ["node.finished", "node.skipped", "node.failed"];
  const settled = events.flatMap((e) =>
    settles.includes(e.type) && "nodeId" in e ? [e.nodeId] : [],
  );
  expect([...settled].sort()).toEqual(graph.nodes.map((node) => node.id).sort());
  expect(events.filter(isTerminal)).toHaveLength(1);
  expect(events.at(-1)).toSatisfy(isTerminal);
  expect(events[0]?.type).toBe("run.started");
  expect(events.map((event) => event.seq)).toEqual(events.map((_, i) => i + 1));
  const open = new Set<string | null>();
  for (const event of events) {
    expect(runEventSchema.safeParse(event).success).toBe(true);
    if (event.type === "node.started") open.add(event.nodeId);
    else if (event.type === "token") expect(open).toContain(event.nodeId);
    else if (settles.includes(event.type) && "nodeId" in event) open.delete(event.nodeId);
  }
  expect(open.size).toBe(0);
}

describe("any graph", () => {
  it("settles every node exactly once and ends exactly once, whatever its nodes do", async () => {
    await fc.assert(
      fc.asyncProperty(shape, async (drawnShape) => {
        const graph = drawn(drawnShape);
        const events = await runToys(graph, { behaviours, limits: { nodeTimeoutMs: 15 } });
        expect(events.at(-1)).not.toMatchObject({ error: { code: "run.not-runnable" } });
        checkStory(graph, events);
      }),
      { numRuns: 150 },
    );
  });

  it("does so too when it's cancelled at any moment", async () => {
    await fc.assert(
      fc.asyncProperty(shape, fc.nat(40), async (drawnShape, moment) => {
        const graph = drawn(drawnShape);
        const controller = new AbortController();
        let read = 0;
        const events = await runToys(graph, {
          behaviours,
          signal: controller.signal,
          limits: { nodeTimeoutMs: 15 },
          onEvent: () => {
            if (read++ === moment) controller.abort();
          },
        });
        checkStory(graph, events);
      }),
      { numRuns: 150 },
    );
  });

  it("is deterministic in what comes out when nothing fails", async () => {
    await fc.assert(
      fc.asyncProperty(shape, async (drawnShape) => {
        const nodes = drawnShape.nodes.map((node, i) => ({
          ...node,
          does: i % 2 ? "slow" : "plain",
        }));
        const graph = drawn({ ...drawnShape, nodes });
        const outcome = async () => {
          const end = (await runToys(graph, { behaviours })).at(-1);
          return end?.type === "run.finished" ? end.output : end?.type;
        };
        expect(await outcome()).toEqual(await outcome());
      }),
      { numRuns: 50 },
    );
  });
});
