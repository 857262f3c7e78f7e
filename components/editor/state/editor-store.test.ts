import { describe, expect, it } from "vitest";
import { EMPTY_GRAPH } from "@/lib/graph/document";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { createEditorStore } from "./editor-store";

function editor(readOnly = false) {
  const store = createEditorStore({ graph: EMPTY_GRAPH, readOnly });
  const add = (type: keyof typeof nodeCatalog) => {
    const definition = nodeCatalog[type];
    const { label } = definition.messages.en;
    return store.getState().addNode({ definition, label, position: { x: 0, y: 0 } });
  };
  return { store, add, state: () => store.getState() };
}

describe("the editor's store", () => {
  it("selects what was added and says what it lacks", () => {
    const { add, state } = editor();
    const id = add("vector-store");
    expect([...state().selectedNodes]).toEqual([id]);
    const codes = state().problems.map((problem) => problem.code);
    expect(codes).toContain("param-required");
    expect(codes).toContain("port-required");
  });

  it("adds a node with settings of its own", () => {
    const { store } = editor();
    const definition = nodeCatalog.model;
    const position = { x: 0, y: 0 };
    const params = { connectionId: "connection-1", model: "gpt" };
    store.getState().addNode({ definition, label: "Model", position, params });
    expect(store.getState().graph.nodes[0]?.params).toMatchObject({ ...params, remember: "off" });
  });

  it("undoes and redoes step by step", () => {
    const { add, state } = editor();
    add("model");
    add("answer");
    state().undo();
    expect(state().graph.nodes.map((node) => node.id)).toEqual(["model-1"]);
    expect(state().selectedNodes.size).toBe(0);
    state().redo();
    expect(state().graph.nodes).toHaveLength(2);
    state().undo();
    state().undo();
    state().undo();
    expect(state().graph.nodes).toHaveLength(0);
  });

  it("takes a drag for one step and leaves the problems alone", () => {
    const { add, state } = editor();
    add("model");
    const { problems } = state();
    const drag = { key: "drag 1", within: Infinity };
    for (let x = 10; x <= 50; x += 10) {
      state().moveNodes(new Map([["model-1", { x, y: 0 }]]), drag);
    }
    state().endGesture();
    expect(state().problems).toBe(problems);
    state().undo();
    expect(state().graph.nodes[0]?.position).toEqual({ x: 0, y: 0 });
    expect(state().graph.nodes).toHaveLength(1);
  });

  it("takes typing in one field for one step, and another field for another", () => {
    const { add, state } = editor();
    add("refusal");
    for (const message of ["N", "No", "No."]) state().setParams("refusal-1", { message });
    state().setParams("refusal-1", { showNearest: false });
    state().undo();
    expect(state().graph.nodes[0]?.params).toMatchObject({ message: "No.", showNearest: true });
    state().undo();
    expect(state().graph.nodes[0]?.params.message).toContain("I don't have that");
  });

  it("changes nothing for those who may only read", () => {
    const { add, state } = editor(true);
    add("model");
    expect(state().graph).toBe(EMPTY_GRAPH);
  });

  it("asks to show a node as often as somebody wants to see it", () => {
    const { add, state } = editor();
    add("model");
    state().showNode("model-1");
    const first = state().showRequest;
    state().showNode("model-1");
    expect(state().showRequest).toEqual({ nodeId: "model-1", count: (first?.count ?? 0) + 1 });
  });
});
