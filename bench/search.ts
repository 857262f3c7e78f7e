/** Time of one hybrid search, embedding of the question included, over a store of 10,000 passages, one at a time. */
import { Readable } from "node:stream";
import { searchPassages } from "@/lib/knowledge/retrieval/search";
import { ingest } from "@/scripts/eval/ingest";
import { openScratch } from "@/scripts/eval/scratch";
import { corpus, questions } from "./corpus";
import { benchOptions } from "./options";
import { report } from "./report";
import { percentile, timesOf } from "./statistics";

/** As many as the Vector store node asks for by default. */
const LIMIT = 8;

const { quick } = benchOptions();
const scratch = await openScratch();
try {
  const { passages } = await ingest(scratch, Readable.from(corpus(quick ? 100 : 10_000)));
  const counts = quick ? { rounds: 5, warmUp: 1 } : { rounds: 300, warmUp: 50 };
  const asked = questions(counts.rounds + counts.warmUp);
  const { signal } = new AbortController();
  const times = await timesOf(counts, async (round) => {
    const found = await searchPassages({
      ...scratch,
      query: asked[round] ?? "",
      limit: LIMIT,
      signal,
    });
    if (found.length === 0) throw new Error(`Nothing was found for "${asked[round] ?? ""}".`);
  });
  report({
    bench: "search",
    value: percentile(times, 0.5),
    unit: "ms",
    p95: percentile(times, 0.95),
    passages,
    searches: counts.rounds,
  });
} finally {
  await scratch.close();
}
