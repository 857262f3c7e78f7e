import { describe, expect, it } from "vitest";
import type { Graph } from "@/lib/graph/document";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { answerFromDocuments } from "@/lib/nodes/templates";
import { copyName } from "./duplicate";
import { standingLinks } from "./standing-links";

const links = (graph: Graph) => standingLinks(graph, nodeCatalog);

describe("standingLinks", () => {
  it("reads source and store off the edge between them", () => {
    const graph = answerFromDocuments({ sourceId: "s", storeId: "t" });
    expect(links(graph)).toEqual([{ sourceId: "s", storeId: "t" }]);
  });

  it("says nothing while either end is not chosen", () => {
    expect(links(answerFromDocuments({ sourceId: null, storeId: "t" }))).toEqual([]);
    expect(links(answerFromDocuments({ sourceId: "s", storeId: null }))).toEqual([]);
  });

  it("says a pair once, and nothing for edges that lead nowhere", () => {
    const graph = answerFromDocuments({ sourceId: "s", storeId: "t" });
    const [edge] = graph.edges;
    if (!edge) throw new Error("no edge");
    const twice = { ...edge, id: "again" };
    const dangling = { ...edge, id: "dangling", target: "gone-1" };
    expect(links({ ...graph, edges: [...graph.edges, twice, dangling] })).toHaveLength(1);
    expect(links({ ...graph, edges: [] })).toEqual([]);
  });
});

describe("copyName", () => {
  it.each([
    ["Handbook", "Handbook (2)"],
    ["Handbook (2)", "Handbook (3)"],
    ["Handbook (old)", "Handbook (old) (2)"],
  ])("%s → %s", (name, copy) => {
    expect(copyName(name)).toBe(copy);
  });

  it("fits where names fit", () => {
    expect(copyName("x".repeat(120)).length).toBeLessThanOrEqual(120);
  });
});
