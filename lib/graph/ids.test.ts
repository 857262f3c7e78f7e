import { describe, expect, it } from "vitest";
import { drawGraph } from "@/lib/testing/drawn-graph";
import { graphSchema, NODE_ID_PATTERN } from "./document";
import { applyNewIds, edgeId, nextNodeId, withNewIds } from "./ids";

describe("nextNodeId", () => {
  it("counts up past the highest, so that a freed id isn't taken by another node at once", () => {
    expect(nextNodeId("model", [])).toBe("model-1");
    expect(nextNodeId("model", ["model-1", "model-7", "model-x", "other-9"])).toBe("model-8");
    expect(nextNodeId("chat-input", ["chat-input-1"])).toBe("chat-input-2");
  });

  it.each(["Weird Type!", "42", "ünïcode", "a".repeat(64)])("makes a plain id of %s", (type) => {
    expect(nextNodeId(type, [])).toMatch(NODE_ID_PATTERN);
  });
});

describe("withNewIds", () => {
  const copied = drawGraph(
    {
      "step-1": { type: "step", params: { note: "{{start-1.text}} {{step-2.text}}" } },
      "step-2": "step",
    },
    ["step-2.text -> step-1.text"],
  );

  it("keeps edges and references inside the part together and leaves those to the outside", () => {
    const pasted = withNewIds(copied, ["start-1", "step-1", "step-2"]);
    expect(pasted.nodes.map((node) => node.id)).toEqual(["step-3", "step-4"]);
    expect(pasted.nodes[0]?.params.note).toBe("{{start-1.text}} {{step-4.text}}");
    expect(pasted.edges.map(edgeId)).toEqual(["step-4.text-step-3.text"]);
    expect(graphSchema.safeParse(pasted).success).toBe(true);
  });
});

describe("applyNewIds", () => {
  it("leaves edges alone that touch no renamed node", () => {
    const graph = drawGraph({ a: "step", b: "step", c: "step" }, [
      "a.text -> b.text",
      "b.text -> c.text",
    ]);
    const renamed = applyNewIds(graph, new Map([["c", "d"]]));
    expect(renamed.edges[0]).toBe(graph.edges[0]);
    expect(renamed.edges[1]).toMatchObject({ target: "d", id: "b.text-d.text" });
  });
});
