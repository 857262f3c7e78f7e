import { expect, it } from "vitest";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { answerFromDocuments } from "@/lib/nodes/templates/answer-from-documents";
import { toExecutable } from "./executable";
import { provedOnlyNodes, sourcelessNodes } from "./proved-only";

function withAnswer(params: { unproved?: string; showSources?: boolean }) {
  const graph = answerFromDocuments({ sourceId: "source-1", storeId: "store-1" });
  const nodes = graph.nodes.map((node) =>
    node.type === "answer" ? { ...node, params: { ...node.params, ...params } } : node,
  );
  const executable = toExecutable({ ...graph, nodes }, nodeCatalog);
  if (!executable.ok) throw new Error("The template can run.");
  return executable.graph;
}

const ALL = ["answer-1", "chat-input-1", "model-1", "refusal-1", "router-1", "vector-store-1"];

it("holds for all that leads to an answer that shows only what is proved", () => {
  const provedOnly = (unproved: string) => [...provedOnlyNodes(withAnswer({ unproved }))].sort();
  expect(provedOnly("mark")).toEqual([]);
  for (const policy of ["drop", "refuse"]) expect(provedOnly(policy)).toEqual(ALL);
});

it("tells in the same way where no sources are shown", () => {
  const sourceless = (showSources: boolean) =>
    [...sourcelessNodes(withAnswer({ showSources }))].sort();
  expect(sourceless(true)).toEqual([]);
  expect(sourceless(false)).toEqual(ALL);
});
