import type { Graph } from "@/lib/graph/document";
import { templateGraph, templateNode } from "./build";

interface Choices {
  readonly sourceId: string | null;
  readonly storeId: string | null;
  /** What takes the question. */
  readonly start?: "chat-input" | "form-input";
  /** The router's threshold, where it was picked on questions about these documents. */
  readonly threshold?: number;
  /** What the chat begins with. */
  readonly welcome?: { readonly greeting: string; readonly suggestions: string[] };
}

/**
 * "Answer questions from documents": searches, checks whether what was found suffices, and either answers with
 * sources or says that it can't. Ids may be null for a workflow whose documents aren't chosen yet.
 */
export function answerFromDocuments({
  sourceId,
  storeId,
  start = "chat-input",
  threshold,
  welcome,
}: Choices): Graph {
  return templateGraph(
    [
      // The question's wire to the model runs above the store and the router, never behind a card.
      templateNode(start, { x: 0, y: 0 }, { ...welcome }),
      templateNode("files", { x: 0, y: 210 }, { sourceId }),
      templateNode("vector-store", { x: 350, y: 130 }, { storeId }),
      templateNode("router", { x: 660, y: 160 }, threshold === undefined ? {} : { threshold }),
      templateNode("model", { x: 970, y: 0 }),
      templateNode("refusal", { x: 970, y: 250 }),
      templateNode("answer", { x: 1280, y: 130 }),
    ],
    [
      "files-1.documents -> vector-store-1.documents",
      `${start}-1.question -> vector-store-1.question`,
      `${start}-1.question -> router-1.question`,
      "vector-store-1.passages -> router-1.passages",
      `${start}-1.question -> model-1.question`,
      "router-1.sufficient -> model-1.passages",
      "router-1.insufficient -> refusal-1.passages",
      "router-1.verdict -> refusal-1.verdict",
      "model-1.answer -> answer-1.answer",
      "refusal-1.answer -> answer-1.answer",
    ],
  );
}
