import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawGraph } from "@/lib/testing/drawn-graph";
import { diffGraphs } from "./diff";
import { graphSchema, type Graph, type GraphNode, type Json } from "./document";
import { edgeId } from "./ids";
import { mergeGraphs } from "./merge";
import { sameJson } from "./same-json";

const base = drawGraph(
  { a: { type: "step", params: { note: "one", level: 1 } }, b: "step", c: "step" },
  ["a.text -> b.text", "b.text -> c.text"],
);

function change(graph: Graph, id: string, changed: Partial<GraphNode>): Graph {
  return { ...graph, nodes: graph.nodes.map((n) => (n.id === id ? { ...n, ...changed } : n)) };
}
function remove(graph: Graph, id: string): Graph {
  return {
    ...graph,
    nodes: graph.nodes.filter((node) => node.id !== id),
    edges: graph.edges.filter((edge) => edge.source !== id && edge.target !== id),
  };
}
function add(graph: Graph, more: Graph): Graph {
  return {
    ...graph,
    nodes: [...graph.nodes, ...more.nodes],
    edges: [...graph.edges, ...more.edges],
  };
}
const nodeOf = (graph: Graph, id: string) => graph.nodes.find((node) => node.id === id);

describe("mergeGraphs", () => {
  it("takes what only one side did, down to single params", () => {
    const mine = change(base, "a", { params: { note: "two", level: 1 }, name: "Mine" });
    const theirs = change(base, "a", {
      params: { note: "one", level: 9 },
      position: { x: 5, y: 5 },
    });
    const { merged, conflicts } = mergeGraphs(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(nodeOf(merged, "a")).toMatchObject({
      name: "Mine",
      position: { x: 5, y: 5 },
      params: { note: "two", level: 9 },
    });
  });

  it("keeps mine where both changed the same and says so", () => {
    const mine = change(base, "a", {
      params: { note: "mine", level: 1 },
      position: { x: 1, y: 1 },
    });
    const theirs = change(base, "a", {
      params: { note: "theirs", level: 1 },
      position: { x: 2, y: 2 },
    });
    const { merged, conflicts } = mergeGraphs(base, mine, theirs);
    expect(nodeOf(merged, "a")).toMatchObject({
      params: { note: "mine" },
      position: { x: 1, y: 1 },
    });
    expect(conflicts).toEqual([
      { kind: "part", nodeId: "a", part: "params.note", mine: "mine", theirs: "theirs" },
    ]);
  });

  it("removes what one removed and the other at most moved", () => {
    const { merged, conflicts } = mergeGraphs(
      base,
      remove(base, "b"),
      change(base, "b", { position: { x: 9, y: 9 } }),
    );
    expect(conflicts).toEqual([]);
    expect(merged.nodes.map((node) => node.id)).toEqual(["a", "c"]);
    expect(merged.edges).toEqual([]);
  });

  it.each(["mine", "theirs"] as const)(
    "keeps, with its edges, what %s removed and the other edited",
    (by) => {
      const removed = remove(base, "b");
      const edited = change(base, "b", { name: "Edited" });
      const { merged, conflicts } =
        by === "mine" ? mergeGraphs(base, removed, edited) : mergeGraphs(base, edited, removed);
      expect(conflicts).toEqual([{ kind: "removed", nodeId: "b", removedBy: by }]);
      expect(nodeOf(merged, "b")?.name).toBe("Edited");
      expect(merged.edges.map(edgeId).sort()).toEqual(base.edges.map(edgeId).sort());
    },
  );

  it("gives way with ids when both added a node of the same kind", () => {
    const mine = add(
      base,
      drawGraph({ "step-1": { type: "step", name: "Mine", params: { note: "{{a.text}}" } } }, [
        "step-1.text -> c.more",
      ]),
    );
    const theirs = add(
      base,
      drawGraph({ "step-1": { type: "step", name: "Theirs" } }, ["a.text -> step-1.text"]),
    );
    const { merged, conflicts, renamed } = mergeGraphs(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect([...renamed]).toEqual([["step-1", "step-2"]]);
    expect(nodeOf(merged, "step-1")?.name).toBe("Theirs");
    expect(nodeOf(merged, "step-2")?.name).toBe("Mine");
    expect(merged.edges.map(edgeId)).toContain("step-2.text-c.more");
    expect(merged.edges.map(edgeId)).toContain("a.text-step-1.text");
  });

  it("drops an edge drawn to a node that the other removed, and says so", () => {
    const mine = add(base, drawGraph({}, ["a.text -> c.more"]));
    const { merged, conflicts } = mergeGraphs(base, mine, remove(base, "c"));
    expect(merged.edges.map(edgeId)).toEqual(["a.text-b.text"]);
    expect(conflicts).toMatchObject([{ kind: "edge", edge: { source: "a", target: "c" } }]);
  });

  it("takes params from the side that moved the node to another version", () => {
    const mine = change(base, "a", { version: 2, params: { words: "one" } });
    const theirs = change(base, "a", { params: { note: "edited", level: 1 } });
    expect(nodeOf(mergeGraphs(base, mine, theirs).merged, "a")?.params).toEqual({ words: "one" });
  });
});

const ids = ["n-1", "n-2", "n-3", "n-4", "n-5"];
const someNode = (id: string): fc.Arbitrary<GraphNode> =>
  fc.record({
    id: fc.constant(id),
    type: fc.constant("n"),
    version: fc.constant(1),
    name: fc.constantFrom("A", "B"),
    position: fc.record({ x: fc.nat(2), y: fc.nat(2) }),
    params: fc.dictionary(fc.constantFrom("p", "q"), fc.constantFrom<Json>("v", "w", 1)),
  });
const someGraph: fc.Arbitrary<Graph> = fc
  .subarray(ids)
  .chain((chosen) =>
    fc.tuple(
      fc.tuple(...chosen.map(someNode)),
      chosen.length === 0
        ? fc.constant([])
        : fc.array(fc.tuple(fc.constantFrom(...chosen), fc.constantFrom(...chosen))),
    ),
  )
  .map(([nodes, pairs]) => ({
    schemaVersion: 1,
    nodes,
    edges: [...new Set(pairs.map((pair) => pair.join("|")))].map((pair) => {
      const [source = "", target = ""] = pair.split("|");
      const connection = { source, sourcePort: "out", target, targetPort: "in" };
      return { id: edgeId(connection), ...connection };
    }),
  }));

function sorted(graph: Graph): Graph {
  const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
  return { ...graph, nodes: [...graph.nodes].sort(byId), edges: [...graph.edges].sort(byId) };
}

describe("merging any three graphs", () => {
  it("is the other side when one did nothing, and the same when both did the same", () => {
    fc.assert(
      fc.property(someGraph, someGraph, (before, after) => {
        for (const merge of [
          mergeGraphs(before, after, before),
          mergeGraphs(before, before, after),
          mergeGraphs(before, after, after),
        ]) {
          expect(sorted(merge.merged)).toEqual(sorted(after));
          expect(merge.conflicts).toEqual([]);
        }
      }),
    );
  });

  it("never leaves an edge dangling, an id twice or a document that can't be saved", () => {
    fc.assert(
      fc.property(someGraph, someGraph, someGraph, (before, mine, theirs) => {
        const { merged } = mergeGraphs(before, mine, theirs);
        expect(graphSchema.safeParse(merged).success).toBe(true);
        const nodeIds = merged.nodes.map((node) => node.id);
        expect(new Set(nodeIds).size).toBe(nodeIds.length);
        const edgeIds = merged.edges.map((edge) => edge.id);
        expect(new Set(edgeIds).size).toBe(edgeIds.length);
        for (const edge of merged.edges) {
          expect(nodeIds).toContain(edge.source);
          expect(nodeIds).toContain(edge.target);
        }
      }),
    );
  });

  it("loses nothing of mine but what they removed", () => {
    fc.assert(
      fc.property(someGraph, someGraph, someGraph, (before, mine, theirs) => {
        const { merged, renamed } = mergeGraphs(before, mine, theirs);
        for (const done of diffGraphs(before, mine)) {
          if (done.kind === "node-added") {
            const kept = nodeOf(merged, renamed.get(done.node.id) ?? done.node.id);
            expect(kept).toMatchObject({ name: done.node.name, params: done.node.params });
          }
          if (done.kind === "node-changed" && done.part !== "position") {
            expect(nodeOf(merged, done.nodeId)).toBeDefined();
          }
        }
      }),
    );
  });
});

describe("diffGraphs", () => {
  it("is empty exactly for graphs that are the same", () => {
    fc.assert(
      fc.property(someGraph, someGraph, (before, after) => {
        expect(diffGraphs(before, before)).toEqual([]);
        expect(diffGraphs(before, after).length === 0).toBe(
          sameJson(sorted(before), sorted(after)),
        );
      }),
    );
  });

  it("names the part that changed with both its values", () => {
    const after = change(base, "a", { params: { note: "two" }, onError: { policy: "branch" } });
    expect(diffGraphs(base, after)).toEqual([
      { kind: "node-changed", nodeId: "a", part: "params.note", from: "one", to: "two" },
      { kind: "node-changed", nodeId: "a", part: "params.level", from: 1, to: undefined },
      {
        kind: "node-changed",
        nodeId: "a",
        part: "onError",
        from: undefined,
        to: { policy: "branch" },
      },
    ]);
  });
});

describe("sameJson", () => {
  it("is about data, not about the order of keys", () => {
    expect(sameJson({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBe(true);
    expect(sameJson({ a: undefined }, {})).toBe(true);
    expect(sameJson([1, 2], [2, 1])).toBe(false);
    expect(sameJson({ a: 1 }, { b: 1 })).toBe(false);
    expect(sameJson([], {})).toBe(false);
    expect(sameJson(null, {})).toBe(false);
  });
});
