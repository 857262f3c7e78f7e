import { describe, expect, it } from "vitest";
import { EMPTY_GRAPH, type Graph } from "@/lib/graph/document";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { autoLayout } from "./auto-layout";
import { addNode, connect } from "./edit-graph";

describe("autoLayout", () => {
  it("lays nodes out from left to right without overlaps", () => {
    const origin = { x: 0, y: 0 };
    let graph: Graph = EMPTY_GRAPH;
    for (const type of ["answer", "model", "chat-input"] as const) {
      const definition = nodeCatalog[type];
      graph = addNode(graph, { type: definition, label: type, position: origin }).graph;
    }
    graph = connect(graph, {
      source: "chat-input-1",
      sourcePort: "question",
      target: "model-1",
      targetPort: "question",
    });
    graph = connect(graph, {
      source: "model-1",
      sourcePort: "answer",
      target: "answer-1",
      targetPort: "answer",
    });
    const placed = autoLayout(graph, () => ({ width: 248, height: 120 }));
    const x = (id: string) => placed.get(id)?.x ?? Number.NaN;
    expect(x("model-1")).toBeGreaterThanOrEqual(x("chat-input-1") + 248);
    expect(x("answer-1")).toBeGreaterThanOrEqual(x("model-1") + 248);
  });
});
