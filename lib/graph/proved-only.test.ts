import { expect, it } from "vitest";
import { nodeCatalog } from "@/lib/nodes/catalog";
import { answerFromDocuments } from "@/lib/nodes/templates/answer-from-documents";
import { toExecutable } from "./executable";
import { provedOnlyNodes } from "./proved-only";

function provedOnly(unproved: string) {
  const graph = answerFromDocuments({ sourceId: "source-1", storeId: "store-1" });
  const nodes = graph.nodes.map((node) =>
    node.type === "answer" ? { ...node, params: { ...node.params, unproved } } : node,
  );
  const executable = toExecutable({ ...graph, nodes }, nodeCatalog);
  if (!executable.ok) throw new Error("The template can run.");
  return [...provedOnlyNodes(executable.graph)].sort();
}

it("holds for all that leads to an answer that shows only what is proved", () => {
  expect(provedOnly("mark")).toEqual([]);
  for (const policy of ["drop", "refuse"]) {
    expect(provedOnly(policy)).toEqual([
      "answer-1",
      "chat-input-1",
      "model-1",
      "refusal-1",
      "router-1",
      "vector-store-1",
    ]);
  }
});
