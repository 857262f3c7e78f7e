import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Chunking } from "@/lib/knowledge/ingestion/chunking/chunking";
import { searchPassages } from "@/lib/knowledge/retrieval/search";
import { standaloneQuestion } from "@/lib/nodes/chat-input/standalone-question";
import { ingest } from "./ingest";
import { readKnowledgeBase, readQuestions } from "./read-set";
import { openScratch } from "./scratch";
import { turns } from "./turns";

/** The workflow's Vector store node retrieves the first 8; the others serve to leave documents out. */
const PASSAGES = 60;

/** Writes what is retrieved for each question, to fit and inspect the scorer that decides on it. */
export async function dumpPassages(
  folder: string,
  outFile: string,
  chunking: Chunking,
): Promise<void> {
  const scratch = await openScratch(chunking);
  try {
    const { setIds } = await ingest(scratch, readKnowledgeBase(folder));
    const out = createWriteStream(outFile);
    const { signal } = new AbortController();
    for await (const asked of readQuestions(folder)) {
      const query = standaloneQuestion(asked.question, turns(asked.conversation));
      const found = await searchPassages({ ...scratch, query, limit: PASSAGES, signal });
      const passages = found.map((passage) => ({
        ...passage,
        documentId: setIds.get(passage.documentId) ?? passage.documentId,
      }));
      out.write(`${JSON.stringify({ ...asked, question: query, passages })}\n`);
    }
    out.end();
    await once(out, "finish");
  } finally {
    await scratch.close();
  }
}
