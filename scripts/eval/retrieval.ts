import { createWriteStream } from "node:fs";
import { once } from "node:events";
import type { Chunking } from "@/lib/knowledge/ingestion/chunking/chunking";
import { searchPassages } from "@/lib/knowledge/retrieval/search";
import { ingest } from "./ingest";
import { readCorpus, readQueries } from "./read-set";
import { openScratch } from "./scratch";

/** Enough passages for 100 documents when several come from one. */
const PASSAGES = 200;
const DOCUMENTS = 100;

/** Writes a run file: `query-id<TAB>document-id<TAB>score`, a document scored by its best passage. */
export async function evaluateRetrieval(
  folder: string,
  outFile: string,
  chunking: Chunking,
): Promise<void> {
  const scratch = await openScratch(chunking);
  try {
    const { setIds } = await ingest(scratch, readCorpus(folder));
    const out = createWriteStream(outFile);
    const { signal } = new AbortController();
    for await (const { id, text } of readQueries(folder)) {
      const passages = await searchPassages({ ...scratch, query: text, limit: PASSAGES, signal });
      const best = new Map<string, number>();
      for (const passage of passages) {
        const document = setIds.get(passage.documentId);
        if (document !== undefined && !best.has(document)) best.set(document, passage.scores.fused);
      }
      for (const [document, score] of [...best].slice(0, DOCUMENTS))
        out.write(`${id}\t${document}\t${String(score)}\n`);
    }
    out.end();
    await once(out, "finish");
  } finally {
    await scratch.close();
  }
}
