import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { EMPTY_GRAPH, type Graph } from "@/lib/graph/document";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { useEditor } from "../editor-context";
import { addNode, connect } from "../state/edit-graph";
import { renderInEditor } from "../test-harness";
import { Inspector } from "./inspector";

function graphOf(...types: (keyof typeof nodeCatalog)[]): Graph {
  return types.reduce((graph: Graph, type) => {
    const definition = nodeCatalog[type];
    const { label } = definition.messages.en;
    return addNode(graph, { type: definition, label, position: { x: 0, y: 0 } }).graph;
  }, EMPTY_GRAPH);
}

function Inspected({ id }: { id: string }) {
  const node = useEditor((state) => state.graph.nodes.find((one) => one.id === id));
  return node && <Inspector node={node} />;
}

const inspect = (id: string, graph: Graph) => renderInEditor(<Inspected id={id} />, graph);

describe("the inspector", () => {
  it.each(Object.values(nodeCatalog).map((definition) => [definition.type, definition] as const))(
    "shows every setting of %s that its definition describes",
    async (type, definition: AnyNodeDefinition) => {
      inspect(`${type}-1`, graphOf(definition.type as keyof typeof nodeCatalog));
      for (const { key, showWhen, needs } of definition.fields) {
        if (showWhen) continue;
        const label = definition.messages.en.fields[key]?.label ?? "";
        // It starts with the built-in model, which is asked with no prompt.
        if (needs) expect(screen.queryByText(label)).toBeNull();
        else expect((await screen.findAllByText(label)).length).toBeGreaterThan(0);
      }
    },
  );

  it("says what is missing at the setting that lacks it, and elsewhere what isn't connected", () => {
    inspect("vector-store-1", graphOf("vector-store"));
    expect(screen.getByText(/Vector store needs “Knowledge”/)).toBeTruthy();
    const problems = screen.getByRole("list", { name: "Problems of this node" });
    expect(within(problems).getByText(/connected to “Question”/)).toBeTruthy();
  });

  it("writes what is typed into the document", async () => {
    const { store } = inspect("refusal-1", graphOf("refusal"));
    const user = userEvent.setup();
    const field = screen.getByLabelText("What to say");
    await user.clear(field);
    await user.type(field, "No idea.");
    await user.click(screen.getByLabelText("Show what came nearest"));
    expect(store.getState().graph.nodes[0]?.params).toEqual({
      ...nodeCatalog.refusal.params.parse({}),
      message: "No idea.",
      showNearest: false,
    });
  });

  it("offers what comes before the node as values, and names those in use", async () => {
    const graph = connect(graphOf("chat-input", "model", "answer"), {
      source: "chat-input-1",
      sourcePort: "question",
      target: "model-1",
      targetPort: "question",
    });
    const { store } = inspect("model-1", graph);
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Insert a value" }));
    expect(screen.getAllByRole("menuitem").map((item) => item.textContent)).toEqual([
      "Chat input · Question",
      "Chat input · Files attached",
    ]);
    await user.click(screen.getByRole("menuitem", { name: "Chat input · Question" }));
    const instructions = () => store.getState().graph.nodes[1]?.params.instructions;
    expect(instructions()).toBe("{{chat-input-1.question}}");
    await user.click(screen.getByRole("button", { name: "Remove Chat input · Question" }));
    expect(instructions()).toBe("");
  });

  it("takes conditions on documents, and says what one lacks", async () => {
    const { store } = inspect("vector-store-1", graphOf("vector-store"));
    const user = userEvent.setup();
    const filters = () => store.getState().graph.nodes[0]?.params.filters;
    const problem = () => screen.queryByText(/A condition of Vector store isn't complete/);
    await user.click(await screen.findByRole("button", { name: "Add a condition" }));
    expect(filters()).toEqual([{ field: "tag", operator: "is", values: [] }]);
    expect(problem()).toBeTruthy();
    const lastDays = { field: "updated", operator: "last-days", values: [] };
    act(() => store.getState().setParams("vector-store-1", { filters: [lastDays] }));
    const condition = within(screen.getByRole("group", { name: "Condition 1" }));
    await user.type(condition.getByLabelText("Days"), "30");
    expect(filters()).toEqual([{ ...lastDays, values: ["30"] }]);
    expect(problem()).toBeNull();
    await user.click(condition.getByRole("button", { name: "Delete condition 1" }));
    expect(filters()).toEqual([]);
  });
});
