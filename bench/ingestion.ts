/**
 * How many passages a second are cut, embedded, stored with their keyword index and their progress, and put to use:
 * by the built-in embedder, and by an embeddings server that answers at once. Reading file formats is not part of it.
 */
import { startModelServer } from "./app/servers";
import { corpus } from "./corpus";
import { openBenchStore } from "./filled-store";
import { benchOptions } from "./options";
import { cpuSeconds, peakMegabytes } from "./processes";
import { report } from "./report";

const { quick } = benchOptions();
const documents = corpus(quick ? 100 : 10_000);
const characters = documents.reduce((sum, { text }) => sum + text.length, 0);

await measure("built-in");
const server = await startModelServer({ dimension: 384 });
try {
  await measure("server");
} finally {
  await server.stop();
}

async function measure(embedder: "built-in" | "server"): Promise<void> {
  const store = await openBenchStore(embedder === "server" ? server : undefined);
  const others = embedder === "server" ? { embeddings: server.pid } : {};
  try {
    const before = cpuSeconds(others);
    const { passages, seconds } = await store.fill(documents);
    const worked = Object.entries(cpuSeconds(others)).map(([name, after]): [string, number] => [
      name,
      after - (before[name] ?? 0),
    ]);
    report({
      bench: "ingestion",
      value: passages / seconds,
      unit: "passages/s",
      embedder,
      passages,
      documents: documents.length,
      characters: characters / passages,
      seconds,
      ...Object.fromEntries(worked),
      ...peakMegabytes(others),
    });
  } finally {
    await store.close();
  }
}
