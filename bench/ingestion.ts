/**
 * How many passages a second are cut, embedded by the built-in embedder and stored in both search indexes. Reading
 * file formats is not part of it.
 */
import { Readable } from "node:stream";
import { ingest } from "@/scripts/eval/ingest";
import { openScratch } from "@/scripts/eval/scratch";
import { corpus } from "./corpus";
import { benchOptions } from "./options";
import { report } from "./report";

const { quick } = benchOptions();
const scratch = await openScratch();
try {
  const documents = corpus(quick ? 100 : 10_000);
  const before = performance.now();
  const { passages } = await ingest(scratch, Readable.from(documents));
  const seconds = (performance.now() - before) / 1000;
  report({
    bench: "ingestion",
    value: passages / seconds,
    unit: "passages/s",
    passages,
    documents: documents.length,
    seconds,
  });
} finally {
  await scratch.close();
}
