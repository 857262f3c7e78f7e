/**
 * Time of one hybrid search, embedding of the question included, one at a time, over stores of several sizes; and how
 * many of the ten nearest passages by vector, found by an exact search of all, the vector ranking has among its ten.
 */
import { searchPassages } from "@/lib/knowledge/retrieval/search";
import { builtInRuntime } from "@/lib/providers/built-in/runtime";
import { createPassageStore } from "@/lib/vector-stores/postgres/passage-store";
import { partitionName } from "@/lib/vector-stores/postgres/keyword-index";
import { corpus, questions } from "./corpus";
import { openBenchStore, type BenchStore } from "./filled-store";
import { benchOptions } from "./options";
import { peakMegabytes } from "./processes";
import { report } from "./report";
import { percentile, timesOf } from "./statistics";

/** As many as the Vector store node asks for by default. */
const LIMIT = 8;
const TEN = 10;
const VECTORS_ALONE = { keyword: 0, vector: 1, k: 60, pool: TEN, related: 0 };

const { quick } = benchOptions();
const counts = quick ? { rounds: 5, warmUp: 1 } : { rounds: 300, warmUp: 50 };
const asked = questions(counts.rounds + counts.warmUp);
const { signal } = new AbortController();
const embedder = builtInRuntime.embeddings();

for (const size of quick ? [100] : [100, 10_000, 50_000]) {
  const store = await openBenchStore();
  try {
    const { passages } = await store.fill(corpus(size));
    await measure(store, passages);
  } finally {
    await store.close();
  }
}

async function measure(store: BenchStore, passages: number): Promise<void> {
  const search = searchOf(store);
  const before = performance.now();
  await search(asked[0] ?? "");
  const first = performance.now() - before;
  const times = await timesOf(counts, async (round) => {
    const found = await search(asked[round] ?? "");
    if (found.length === 0) throw new Error(`Nothing was found for "${asked[round] ?? ""}".`);
  });
  report({
    bench: "search",
    value: percentile(times, 0.5),
    unit: "ms",
    p95: percentile(times, 0.95),
    // The first search of a process reads the vectors into its memory.
    first,
    passages,
    searches: counts.rounds,
    recallAt10: await recall(store, asked.slice(0, quick ? 2 : 100)),
    ...peakMegabytes(),
  });
}

function searchOf({ ctx, storeId, indexId }: BenchStore) {
  const store = createPassageStore(ctx.sql);
  const workspaceId = ctx.workspace.id;
  const place = { store, embedder, indexId, storeId, workspaceId, signal, reader: null };
  return (
    query: string,
    how: { fusion?: typeof VECTORS_ALONE; limit: number } = { limit: LIMIT },
  ) => searchPassages({ ...place, query, ...how });
}

/** The mean share of the ten that PostgreSQL finds by comparing every vector. */
async function recall(store: BenchStore, sample: readonly string[]): Promise<number> {
  const search = searchOf(store);
  let shared = 0;
  for (const query of sample) {
    const [vector = []] = await embedder.embed([query], { signal, purpose: "query" });
    const exact = await store.ctx.sql.query<{ id: string }>(
      `select id from ${partitionName(store.indexId)} order by embedding <=> $1::halfvec limit ${String(TEN)}`,
      [JSON.stringify(vector)],
    );
    const ids = new Set(exact.map(({ id }) => id));
    const found = await search(query, { fusion: VECTORS_ALONE, limit: TEN });
    shared += found.filter(({ id }) => ids.has(id)).length / Math.max(1, ids.size);
  }
  return shared / sample.length;
}
