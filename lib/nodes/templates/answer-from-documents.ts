import type { Graph } from "@/lib/graph/document";
import { templateGraph, templateNode } from "./build";

/**
 * "Answer questions from documents": searches, checks whether what was found suffices, and either answers with
 * sources or says that it can't. Ids may be null for a workflow whose documents aren't chosen yet.
 */
export function answerFromDocuments({
  sourceId,
  storeId,
}: {
  sourceId: string | null;
  storeId: string | null;
}): Graph {
  return templateGraph(
    [
      templateNode("files", { x: 0, y: 0 }, { sourceId }),
      templateNode("chat-input", { x: 0, y: 220 }),
      templateNode("vector-store", { x: 340, y: 80 }, { storeId }),
      templateNode("router", { x: 680, y: 140 }),
      templateNode("model", { x: 1020, y: 20 }),
      templateNode("refusal", { x: 1020, y: 260 }),
      templateNode("answer", { x: 1360, y: 140 }),
    ],
    [
      "files-1.documents -> vector-store-1.documents",
      "chat-input-1.question -> vector-store-1.question",
      "chat-input-1.question -> router-1.question",
      "vector-store-1.passages -> router-1.passages",
      "chat-input-1.question -> model-1.question",
      "router-1.sufficient -> model-1.passages",
      "router-1.insufficient -> refusal-1.passages",
      "router-1.verdict -> refusal-1.verdict",
      "model-1.answer -> answer-1.answer",
      "refusal-1.answer -> answer-1.answer",
    ],
  );
}
