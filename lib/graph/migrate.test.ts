import { expect, it } from "vitest";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { SCHEMA_VERSION, type Graph } from "./document";
import { migrateGraph } from "./migrate";

/** A model node as version 6 saved it, which leads to two Answer nodes of version 1 and 2 and not to a third. */
function saved(unsupported: "mark" | "drop"): Graph {
  const node = (id: string, version: number, params: object) => ({
    ...{ id, type: id.split("-")[0] ?? "", version, name: "", position: { x: 0, y: 0 } },
    params: { ...params },
  });
  const edge = (target: string) => ({
    ...{ id: `edge-${target}`, source: "model-1", sourcePort: "answer" },
    ...{ target, targetPort: "answer" },
  });
  return {
    schemaVersion: SCHEMA_VERSION,
    nodes: [
      node("answer-1", 1, { showSources: true }),
      node("answer-2", 2, { showSources: true, unproved: "refuse", enough: 0.5 }),
      node("answer-3", 2, { showSources: true, unproved: "mark" }),
      node("model-1", 6, { connectionId: "built-in", unsupported }),
    ],
    edges: [edge("answer-1"), edge("answer-2")],
  };
}

it("hands what the Model node did about unproved statements over to the Answer nodes it leads to", () => {
  const policies = (graph: Graph) =>
    migrateGraph(graph, nodeCatalog).nodes.map(({ params }) => params.unproved);
  expect(policies(saved("drop"))).toEqual(["drop", "refuse", "mark", undefined]);
  expect(policies(saved("mark"))).toEqual(["mark", "refuse", "mark", undefined]);
  const [migrated] = migrateGraph(saved("drop"), nodeCatalog).nodes.slice(-1);
  expect(migrated).toMatchObject({ version: nodeCatalog.model.version });
  expect(migrated?.params).not.toHaveProperty("unsupported");
});

it("leaves a graph that is up to date as it is", () => {
  const once = migrateGraph(saved("drop"), nodeCatalog);
  expect(migrateGraph(once, nodeCatalog)).toEqual(once);
});
