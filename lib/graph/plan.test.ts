import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawGraph } from "@/lib/testing/drawn-graph";
import { toyCatalog } from "@/lib/testing/toy-nodes";
import { isStandingEdge, planGraph } from "./plan";

const plan = (graph: ReturnType<typeof drawGraph>) => planGraph(graph, toyCatalog);

describe("planGraph", () => {
  it("puts every node after all it waits for", () => {
    const count = 12;
    const ids = Array.from({ length: count }, (_, i) => `n-${i}`);
    const pair = fc.tuple(fc.nat(count - 1), fc.nat(count - 1));
    fc.assert(
      fc.property(
        fc.array(pair),
        fc.shuffledSubarray(ids, { minLength: count }),
        (pairs, shuffled) => {
          const wires = pairs
            .filter(([a, b]) => a < b)
            .map(([a, b]) => `n-${a}.text -> n-${b}.text`);
          const graph = drawGraph(Object.fromEntries(shuffled.map((id) => [id, "step"])), wires);
          const { order, nodes, cycle } = plan(graph);
          expect(cycle).toBeNull();
          expect([...order].sort()).toEqual([...ids].sort());
          for (const node of nodes.values()) {
            for (const id of node.after)
              expect(order.indexOf(id)).toBeLessThan(order.indexOf(node.id));
          }
        },
      ),
    );
  });

  it("names the nodes of a cycle in the direction of the edges, not those behind it", () => {
    const graph = drawGraph({ z: "step", a: "step", b: "step", c: "step" }, [
      "a.text -> b.text",
      "b.text -> c.text",
      "c.text -> a.more",
      "c.text -> z.text",
    ]);
    const { cycle, order } = plan(graph);
    expect(cycle).toHaveLength(3);
    const from = cycle?.indexOf("a") ?? -1;
    expect([...(cycle?.slice(from) ?? []), ...(cycle?.slice(0, from) ?? [])]).toEqual([
      "a",
      "b",
      "c",
    ]);
    expect(order).toHaveLength(4);
  });

  it("waits for referenced nodes too", () => {
    const graph = drawGraph(
      { b: { type: "step", params: { note: "{{a.text}}" } }, a: "step", start: "start" },
      ["start.text -> a.text", "start.text -> b.text"],
    );
    expect(plan(graph).order).toEqual(["start", "a", "b"]);
    expect(plan(graph).nodes.get("b")?.after).toEqual(["start", "a"]);
  });

  it("leaves standing edges out of the run", () => {
    const graph = drawGraph({ shelf: "shelf", finder: "finder", start: "start" }, [
      "shelf.documents -> finder.documents",
      "start.text -> finder.text",
    ]);
    const { nodes } = plan(graph);
    expect(nodes.get("shelf")?.standing).toBe(true);
    expect(nodes.get("finder")?.standing).toBe(false);
    expect(nodes.get("finder")?.incoming.map((edge) => edge.source)).toEqual(["start"]);
    const standing = graph.edges.map((edge) => isStandingEdge(edge, graph, toyCatalog));
    expect(standing).toEqual([true, false]);
  });

  it("runs a source whose list of documents is referred to", () => {
    const graph = drawGraph({
      shelf: "shelf",
      a: { type: "step", params: { note: "{{shelf.documents}}" } },
    });
    expect(plan(graph).nodes.get("shelf")?.standing).toBe(false);
  });
});
