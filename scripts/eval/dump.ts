import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { searchPassages } from "@/lib/knowledge/retrieval/search";
import { ingest } from "./ingest";
import { readKnowledgeBase, readQuestions } from "./read-set";
import { openScratch } from "./scratch";

/** As many as the workflow's Vector store node retrieves by default. */
const PASSAGES = 8;

/** Writes what is retrieved for each question, to fit and inspect the scorer that decides on it. */
export async function dumpPassages(folder: string, outFile: string): Promise<void> {
  const scratch = await openScratch();
  try {
    await ingest(scratch, readKnowledgeBase(folder));
    const out = createWriteStream(outFile);
    const { signal } = new AbortController();
    for await (const { id, question, answerable, kind, article = null } of readQuestions(folder)) {
      const passages = await searchPassages({
        ...scratch,
        query: question,
        limit: PASSAGES,
        signal,
      });
      out.write(`${JSON.stringify({ id, question, answerable, kind, article, passages })}\n`);
    }
    out.end();
    await once(out, "finish");
  } finally {
    await scratch.close();
  }
}
