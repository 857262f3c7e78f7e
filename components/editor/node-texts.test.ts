import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { EMPTY_GRAPH } from "@/lib/graph/document";
import { validateGraph } from "@/lib/graph/validate";
import { en } from "@/lib/i18n/messages/en";
import { withDynamicKeys } from "@/lib/i18n/dynamic-keys";
import type { AnyNodeDefinition } from "@/lib/nodes/_contract/definition";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { NodeTexts } from "./node-texts";
import { addNode } from "./state/edit-graph";

const texts = new NodeTexts(withDynamicKeys(createTranslator({ locale: "en", messages: en })));
const lookup = {
  source: (id: string) => (id === "s" ? "Handbook" : undefined),
  store: () => undefined,
  model: () => undefined,
};

function only(type: keyof typeof nodeCatalog) {
  const { graph } = addNode(EMPTY_GRAPH, {
    type: nodeCatalog[type],
    label: nodeCatalog[type].messages.en.label,
    position: { x: 0, y: 0 },
  });
  const [node] = graph.nodes;
  if (!node) throw new Error("The node was not added.");
  return { graph, node };
}

describe("NodeTexts", () => {
  it("makes a sentence from settings and present names", () => {
    const { node } = only("files");
    expect(texts.summary(node, lookup)).toBe("No files yet");
    const chosen = { ...node, params: { sourceId: "s" } };
    expect(texts.summary(chosen, lookup)).toBe("Documents of Handbook");
  });

  it("says what a node is for while its settings don't parse, and knows unknown types", () => {
    const { node } = only("router");
    const broken = { ...node, params: { threshold: "high" } };
    expect(texts.summary(broken, lookup)).toBe(texts.description("router"));
    expect(texts.name({ ...node, type: "moon", name: " " })).toBe("moon");
  });

  it("calls ports and settings in problems what the screen calls them", () => {
    const { graph } = only("vector-store");
    const problems = validateGraph(graph, nodeCatalog).map((one) => texts.problem(one, graph));
    expect(problems).toContain("Vector store needs “Knowledge”. Fill it in.");
    expect(problems).toContain("Vector store needs something connected to “Question”.");
  });

  it("has words for every category and port type a node uses", () => {
    for (const definition of Object.values<AnyNodeDefinition>(nodeCatalog)) {
      expect(texts.category(definition.category)).not.toContain("editor.");
      for (const { type } of Object.values(definition.inputs)) {
        expect(texts.portType(type)).not.toContain("editor.");
      }
    }
  });
});
