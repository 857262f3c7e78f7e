import { describe, expect, it } from "vitest";
import { EMPTY_GRAPH, type Graph } from "@/lib/graph/document";
import { nodeCatalog } from "@/lib/nodes/catalog";
import {
  addNode,
  connect,
  insertPart,
  moveNodes,
  partOf,
  removeParts,
  renameNode,
  setOnError,
  setParams,
  withoutLostWires,
} from "./edit-graph";
import { fromClipboard, toClipboard } from "./clipboard";

const at = (x: number, y: number) => ({ x, y });

function add(graph: Graph, type: keyof typeof nodeCatalog, position = at(0, 0)): Graph {
  const definition = nodeCatalog[type];
  return addNode(graph, { type: definition, label: definition.messages.en.label, position }).graph;
}

function questionToModel(): Graph {
  const graph = add(add(EMPTY_GRAPH, "chat-input"), "model", at(400, 0));
  return connect(graph, {
    source: "chat-input-1",
    sourcePort: "question",
    target: "model-1",
    targetPort: "question",
  });
}

describe("adding", () => {
  it("counts ids and names on, fills in the defaults and never hides a node under another", () => {
    const graph = add(add(EMPTY_GRAPH, "model"), "model");
    expect(graph.nodes.map(({ id, name }) => [id, name])).toEqual([
      ["model-1", "Model"],
      ["model-2", "Model 2"],
    ]);
    expect(graph.nodes[0]?.params).toMatchObject({ connectionId: "built-in", temperature: 0 });
    expect(graph.nodes[1]?.position).not.toEqual(graph.nodes[0]?.position);
  });
});

describe("ports that settings make", () => {
  it("take their wires with them, and only theirs", () => {
    const topics = [1, 2].map((number) => ({
      port: `topic_${String(number)}`,
      name: "Leave",
      description: "Leave",
      examples: [],
    }));
    const before = setParams(add(add(EMPTY_GRAPH, "router"), "vector-store"), "router-1", {
      mode: "topics",
      topics,
    });
    const wire = (graph: Graph, sourcePort: string) =>
      connect(graph, {
        source: "router-1",
        sourcePort,
        target: "vector-store-1",
        targetPort: "question",
      });
    const wired = wire(wire(wire(before, "topic_1"), "topic_2"), "never_there");
    const without = setParams(wired, "router-1", { topics: topics.slice(1) });
    const kept = withoutLostWires(without, {
      before: wired,
      nodeId: "router-1",
      types: nodeCatalog,
    });
    expect(kept.edges.map(({ sourcePort }) => sourcePort)).toEqual(["topic_2", "never_there"]);
    expect(withoutLostWires(wired, { before: wired, nodeId: "x", types: nodeCatalog })).toBe(wired);
  });
});

describe("connecting and removing", () => {
  it("draws an edge once", () => {
    const graph = questionToModel();
    const edge = graph.edges[0];
    expect(edge?.id).toBe("chat-input-1.question-model-1.question");
    expect(edge && connect(graph, edge)).toBe(graph);
  });

  it("takes a removed node's edges along", () => {
    const removed = removeParts(questionToModel(), {
      nodes: new Set(["model-1"]),
      edges: new Set(),
    });
    expect(removed.nodes.map((node) => node.id)).toEqual(["chat-input-1"]);
    expect(removed.edges).toEqual([]);
  });

  it("removes an edge alone", () => {
    const edges = new Set(["chat-input-1.question-model-1.question"]);
    const removed = removeParts(questionToModel(), { nodes: new Set(), edges });
    expect([removed.nodes.length, removed.edges.length]).toEqual([2, 0]);
  });
});

describe("changing", () => {
  it("moves to whole pixels and keeps the identity of what stays", () => {
    const graph = questionToModel();
    const moved = moveNodes(graph, new Map([["model-1", at(10.4, 20.6)]]));
    expect(moved.nodes[1]?.position).toEqual(at(10, 21));
    expect(moved.nodes[0]).toBe(graph.nodes[0]);
    expect(moveNodes(moved, new Map([["model-1", at(10, 21)]]))).toBe(moved);
  });

  it("sets names, params and what happens on failure", () => {
    let graph = renameNode(questionToModel(), "model-1", "Writer");
    graph = setParams(graph, "model-1", { instructions: "Be kind." });
    graph = setOnError(graph, "model-1", { policy: "branch" });
    expect(graph.nodes[1]).toMatchObject({
      name: "Writer",
      params: { instructions: "Be kind.", temperature: 0 },
      onError: { policy: "branch" },
    });
    expect(setOnError(graph, "model-1", { policy: "fail" }).nodes[1]).not.toHaveProperty("onError");
  });
});

describe("copying", () => {
  it("gives new ids and names, keeps inner edges and lets references follow", () => {
    const graph = setParams(questionToModel(), "model-1", {
      instructions: "About {{chat-input-1.question}}",
    });
    const copy = insertPart(graph, partOf(graph, new Set(["chat-input-1", "model-1"])));
    expect(copy.nodeIds).toEqual(["chat-input-2", "model-2"]);
    const [, , input, model] = copy.graph.nodes;
    expect(input).toMatchObject({ name: "Chat input 2", position: at(32, 32) });
    expect(model?.params.instructions).toBe("About {{chat-input-2.question}}");
    expect(copy.graph.edges[1]).toMatchObject({ source: "chat-input-2", target: "model-2" });
  });

  it("leaves a reference to a node outside of the copy alone", () => {
    const graph = setParams(questionToModel(), "model-1", {
      instructions: "{{chat-input-1.question}}",
    });
    const copy = insertPart(graph, partOf(graph, new Set(["model-1"])), at(500, 500));
    expect(copy.graph.nodes[2]).toMatchObject({
      position: at(500, 500),
      params: { instructions: "{{chat-input-1.question}}" },
    });
    expect(copy.graph.edges).toHaveLength(1);
  });

  it("goes through the clipboard, which takes nothing else", () => {
    const graph = questionToModel();
    expect(fromClipboard(toClipboard(graph))).toEqual(graph);
    for (const text of [
      "hello",
      "{}",
      '{"kind":"groundwork/nodes","graph":{"nodes":[]}}',
      "null",
    ]) {
      expect(fromClipboard(text)).toBeNull();
    }
  });
});
