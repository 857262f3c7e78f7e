import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Writable } from "node:stream";
import type { Chunking } from "@/lib/knowledge/ingestion/chunking/chunking";
import { searchPassages } from "@/lib/knowledge/retrieval/search";
import { standaloneQuestion } from "@/lib/nodes/chat-input/standalone-question";
import { ingest } from "./ingest";
import { readDocuments, readQuestionsFile } from "./read-set";
import { openScratch } from "./scratch";
import { turns } from "./turns";

/** The workflow's Vector store node retrieves the first 8; the others serve to leave documents out. */
const PASSAGES = 60;

/** One knowledge base with its questions. */
interface QuestionSet {
  name: string;
  documents: string;
  questions: string;
}

/**
 * Writes what is retrieved for each question, to fit and inspect the scorer that decides on it. The folder is a refusal
 * set, or a multilingual one (`kb/<lang>.jsonl`, `questions/<lang>.jsonl`), each of whose languages is a set of its own,
 * asked of `kb/<lang>_plus.jsonl` where there is one.
 */
export async function dumpPassages(
  folder: string,
  outFile: string,
  chunking: Chunking,
): Promise<void> {
  const out = createWriteStream(outFile);
  for (const set of await setsIn(folder)) await dumpSet(set, chunking, out);
  out.end();
  await once(out, "finish");
}

async function setsIn(folder: string): Promise<QuestionSet[]> {
  const name = path.basename(folder);
  const inFolder = (...parts: string[]) => path.join(folder, ...parts);
  if (existsSync(inFolder("kb.jsonl")))
    return [{ name, documents: inFolder("kb.jsonl"), questions: inFolder("questions.jsonl") }];
  const files = await readdir(inFolder("questions"));
  return files.sort().map((file) => {
    const lang = path.basename(file, ".jsonl");
    const larger = inFolder("kb", `${lang}_plus.jsonl`);
    const documents = existsSync(larger) ? larger : inFolder("kb", file);
    return { name: `${name}-${lang}`, documents, questions: inFolder("questions", file) };
  });
}

async function dumpSet(set: QuestionSet, chunking: Chunking, out: Writable): Promise<void> {
  const scratch = await openScratch(chunking);
  try {
    const { setIds } = await ingest(scratch, readDocuments(set.documents));
    const { signal } = new AbortController();
    for await (const asked of readQuestionsFile(set.questions)) {
      const query = standaloneQuestion(asked.question, turns(asked.conversation));
      const found = await searchPassages({ ...scratch, query, limit: PASSAGES, signal });
      const passages = found.map((passage) => ({
        ...passage,
        documentId: setIds.get(passage.documentId) ?? passage.documentId,
      }));
      const line = { ...asked, set: set.name, question: query, passages };
      if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, "drain");
    }
  } finally {
    await scratch.close();
  }
}
