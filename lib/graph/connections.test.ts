import { describe, expect, it } from "vitest";
import { drawGraph } from "@/lib/testing/drawn-graph";
import { toyCatalog } from "@/lib/testing/toy-nodes";
import { checkConnection } from "./connections";

const graph = drawGraph(
  {
    start: "start",
    a: "step",
    b: "step",
    end: "end",
    shelf: "shelf",
    finder: "finder",
    odd: "odd",
  },
  ["start.text -> a.text", "a.text -> b.text"],
);

function check(wire: string) {
  const [source = "", sourcePort = "", target = "", targetPort = ""] = wire.split(/\.| -> /);
  const result = checkConnection(graph, toyCatalog, { source, sourcePort, target, targetPort });
  return result.ok ? "ok" : result.code;
}

describe("checkConnection", () => {
  it.each([
    ["b.text -> finder.text", "ok"],
    ["start.text -> b.text", "ok"],
    ["shelf.documents -> finder.documents", "ok"],
    ["start.text -> a.text", "edge-twice"],
    ["a.text -> a.more", "edge-to-itself"],
    ["b.text -> a.more", "cycle"],
    ["a.text -> end.message", "types-differ"],
    ["a.gone -> b.text", "edge-port-missing"],
    ["a.text -> b.constructor", "edge-port-missing"],
    ["a.text -> nobody.text", "edge-node-missing"],
    ["finder.text -> finder.documents", "edge-to-itself"],
    ["a.text -> finder.documents", "standing-needs-source"],
    ["odd.anything -> b.text", "ok"],
  ])("%s: %s", (wire, expected) => {
    expect(check(wire)).toBe(expected);
  });

  it("says which nodes lead in a circle, by their names", () => {
    const result = checkConnection(graph, toyCatalog, {
      source: "b",
      sourcePort: "text",
      target: "a",
      targetPort: "more",
    });
    expect(result).toMatchObject({
      ok: false,
      params: { nodes: expect.stringMatching(/^a → b$|^b → a$/) as string },
    });
  });
});
