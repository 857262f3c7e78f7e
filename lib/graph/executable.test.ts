import { describe, expect, it } from "vitest";
import { drawGraph } from "@/lib/testing/drawn-graph";
import { step, toyCatalog } from "@/lib/testing/toy-nodes";
import { graphSchema } from "./document";
import { toExecutable } from "./executable";
import { migrateGraph, migrateNode } from "./migrate";

const graph = drawGraph({ start: "start", a: "step", say: "speak", end: "end" }, [
  "start.text -> a.text",
  "a.text -> say.text",
  "say.message -> end.message",
]);

describe("the draft schema", () => {
  it("keeps unknown types, versions and params", () => {
    const draft = drawGraph(
      { odd: { type: "from-the-future", version: 9, params: { deep: [{ a: null }] } } },
      ["odd.any -> gone.any"],
    );
    expect(graphSchema.parse(structuredClone(draft))).toEqual(draft);
  });

  it.each([
    ["an id that isn't plain", { id: "Model 1" }],
    ["a position off the number line", { position: { x: Number.NaN, y: 0 } }],
    ["params that JSON can't hold", { params: { when: new Date() } }],
  ])("refuses %s", (_, change) => {
    const nodes = graph.nodes.map((node) => ({ ...node, ...change }));
    expect(graphSchema.safeParse({ ...graph, nodes }).success).toBe(false);
  });
});

describe("toExecutable", () => {
  it("parses params with their defaults and leaves those with references for the run", () => {
    const referring = drawGraph(
      {
        ...Object.fromEntries(graph.nodes.map((n) => [n.id, n.type])),
        a: { type: "step", params: { note: "{{start.text}}" } },
      },
      ["start.text -> a.text", "a.text -> say.text", "say.message -> end.message"],
    );
    const plain = toExecutable(graph, toyCatalog);
    const later = toExecutable(referring, toyCatalog);
    expect(plain.ok && plain.graph.nodes.get("a")?.params).toEqual({
      does: "",
      note: "",
      level: 1,
    });
    expect(later.ok && later.graph.nodes.get("a")?.params).toBeNull();
  });

  it.each([[null], ["text"], [{ nodes: [] }], [{ ...graph, schemaVersion: 2 }]])(
    "refuses what isn't a graph document: %j",
    (draft) => {
      expect(toExecutable(draft, toyCatalog)).toEqual({
        ok: false,
        problems: [{ code: "document-invalid", severity: "error", params: {} }],
      });
    },
  );
});

describe("migrations", () => {
  const third = {
    ...step,
    version: 3,
    migrate: {
      1: ({ text = "", ...rest }) => ({ ...rest, words: text }),
      2: ({ words = "", ...rest }) => ({ ...rest, note: words }),
    } satisfies Record<number, (params: Record<string, never>) => Record<string, unknown>>,
  };
  const [, saved] = graph.nodes;
  const old = { ...(saved as NonNullable<typeof saved>), params: { text: "hello", level: 2 } };

  it("takes params through every version in between", () => {
    expect(migrateNode(old, third as never)).toEqual({
      ...old,
      version: 3,
      params: { note: "hello", level: 2 },
    });
  });

  it("leaves what's newer, and what a step is missing for, as it was", () => {
    const types = { step: { ...third, migrate: {} } };
    const newer = { ...old, version: 4 };
    const before = { ...graph, nodes: [old, newer] };
    expect(migrateGraph(before, types as never)).toEqual(before);
  });
});
