import { describe, expect, it } from "vitest";
import { runGraph } from "@/lib/engine/run-graph";
import type { RunEvent } from "@/lib/graph/run-events";
import { foldRunEvents } from "@/lib/graph/run-state";
import type { Passage } from "@/lib/graph/values";
import { validateGraph } from "@/lib/graph/validate";
import type { ChatChunk } from "@/lib/nodes/_contract/context";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { nodeExecutors } from "@/lib/nodes/registry.server";
import { leave } from "@/lib/testing/passages";
import { answerFromDocuments } from "./answer-from-documents";

const graph = answerFromDocuments({ sourceId: "source-1", storeId: "store-1" });

async function run(question: string, found: Passage[]) {
  const events: RunEvent[] = [];
  const stream = runGraph({
    runId: "run-1",
    workspaceId: "workspace-1",
    graph,
    catalog: nodeCatalog,
    executors: nodeExecutors,
    input: { question },
    knowledge: { search: async () => found, documents: async () => [] },
    models: {
      async *chat(): AsyncGenerator<ChatChunk> {
        yield {
          type: "text",
          text: "Every full-time employee gets 30 days of paid leave a year [1].",
        };
        yield { type: "usage", usage: { inputTokens: 100, outputTokens: 20 } };
        yield { type: "finish", reason: "stop" };
      },
      contextWindow: async () => 16_000,
    },
    log: { info: () => undefined, warn: () => undefined },
    signal: new AbortController().signal,
  });
  for await (const event of stream) events.push(event);
  const state = foldRunEvents(events);
  const statuses = Object.fromEntries(Object.entries(state.nodes).map(([id, n]) => [id, n.status]));
  return { state, statuses };
}

describe("the template", () => {
  it("has nothing wrong with it, but for what isn't chosen yet", () => {
    expect(validateGraph(graph, nodeCatalog)).toEqual([]);
    const unchosen = answerFromDocuments({ sourceId: null, storeId: null });
    const found = validateGraph(unchosen, nodeCatalog).map((p) => [p.code, p.nodeId]);
    expect(found).toEqual([
      ["param-required", "files-1"],
      ["param-required", "vector-store-1"],
    ]);
  });

  it("leaves room between its cards", () => {
    const [width, height] = [248, 120];
    for (const a of graph.nodes) {
      for (const b of graph.nodes) {
        if (a === b) continue;
        const apart =
          Math.abs(a.position.x - b.position.x) >= width + 40 ||
          Math.abs(a.position.y - b.position.y) >= height + 40;
        expect(apart, `${a.id} and ${b.id}`).toBe(true);
      }
    }
  });

  it("answers what the passages cover, with sources", async () => {
    const question = "How many days of paid leave does a full-time employee get a year?";
    const { state, statuses } = await run(question, [leave]);
    expect(state.output).toMatchObject({ outcome: "answered", citations: [{ number: 1 }] });
    expect(state.verdict?.sufficient).toBe(true);
    expect(statuses).toMatchObject({
      "files-1": "skipped",
      "model-1": "finished",
      "refusal-1": "skipped",
    });
    expect(state.usage).toEqual({ inputTokens: 100, outputTokens: 20 });
  });

  it("refuses what they don't, without asking the model", async () => {
    const { state, statuses } = await run("Who won the football world cup in 1998?", [leave]);
    expect(state.output).toMatchObject({ outcome: "refused", refusal: { nearest: [leave] } });
    expect(state.verdict?.sufficient).toBe(false);
    expect(statuses).toMatchObject({ "model-1": "skipped", "refusal-1": "finished" });
    expect(state.usage).toEqual({ inputTokens: 0, outputTokens: 0 });
  });
});
