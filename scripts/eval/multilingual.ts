import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { searchPassages } from "@/lib/knowledge/retrieval/search";
import { ingest } from "./ingest";
import { readDocuments, readQuestionsFile } from "./read-set";
import { openScratch } from "./scratch";

const PASSAGES = 20;
const NEAR = 5;

/**
 * Asks the questions of each language of the documents of the same language (`kb/<lang>.jsonl`,
 * `questions/<lang>.jsonl`), each in a workspace of its own. Writes `{ id, lang, retrieved }` lines, documents best
 * first, and prints for each language how often the right document is the first, and among the first five.
 */
export async function evaluateMultilingual(folder: string, outFile: string): Promise<void> {
  const out = createWriteStream(outFile);
  for (const file of (await readdir(path.join(folder, "questions"))).sort()) {
    const lang = path.basename(file, ".jsonl");
    const scratch = await openScratch();
    try {
      const { setIds } = await ingest(scratch, readDocuments(path.join(folder, "kb", file)));
      const { signal } = new AbortController();
      const ranks: number[] = [];
      for await (const asked of readQuestionsFile(path.join(folder, "questions", file))) {
        const query = asked.question;
        const found = await searchPassages({ ...scratch, query, limit: PASSAGES, signal });
        const retrieved = [...new Set(found.flatMap((one) => setIds.get(one.documentId) ?? []))];
        ranks.push(retrieved.findIndex((id) => asked.kb_ids.includes(id)));
        out.write(`${JSON.stringify({ id: asked.id, lang, retrieved })}\n`);
      }
      const share = (within: number) =>
        ranks.filter((rank) => rank >= 0 && rank < within).length / Math.max(1, ranks.length);
      process.stdout.write(
        `${lang.padEnd(8)} ${String(ranks.length).padStart(5)} questions  hit@1 ${share(1).toFixed(3)}  hit@5 ${share(NEAR).toFixed(3)}\n`,
      );
    } finally {
      await scratch.close();
    }
  }
  out.end();
  await once(out, "finish");
}
