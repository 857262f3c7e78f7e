import type { Graph } from "@/lib/graph/document";
import { templateGraph, templateNode } from "./build";

/**
 * "Answer questions about attached files": whoever asks brings the files; each conversation answers from its own
 * alone, or says that it can't.
 */
export function answerFromAttachedFiles(): Graph {
  const greeting = "Attach a file with the paper clip, then ask about it.";
  return templateGraph(
    [
      templateNode("chat-input", { x: 0, y: 0 }, { greeting }),
      templateNode("visitor-files", { x: 350, y: 230 }),
      templateNode("router", { x: 660, y: 160 }),
      templateNode("model", { x: 970, y: 0 }),
      templateNode("refusal", { x: 970, y: 250 }, { message: "I don't find that in your files." }),
      templateNode("answer", { x: 1280, y: 130 }),
    ],
    [
      "chat-input-1.question -> visitor-files-1.question",
      "chat-input-1.files -> visitor-files-1.files",
      "chat-input-1.question -> router-1.question",
      "visitor-files-1.passages -> router-1.passages",
      "chat-input-1.question -> model-1.question",
      "router-1.sufficient -> model-1.passages",
      "router-1.insufficient -> refusal-1.passages",
      "router-1.verdict -> refusal-1.verdict",
      "model-1.answer -> answer-1.answer",
      "refusal-1.answer -> answer-1.answer",
    ],
  );
}
