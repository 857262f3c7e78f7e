/**
 * Time of what the documents table asks for, in a workspace of 10,000 documents: a page in several orders and filters,
 * counts and sums, what to filter by, all ids; without statistics, as right after an import, and with those that the
 * worker keeps.
 */
import { documentFacets } from "@/lib/services/document/facets";
import { listDocuments } from "@/lib/services/document/list";
import { listDocumentIds } from "@/lib/services/document/list-ids";
import { documentsOverview } from "@/lib/services/document/overview";
import { keepUp } from "@/lib/services/health/keep-up";
import { createManyDocuments } from "@/lib/testing/many-documents";
import { openBenchStore } from "./filled-store";
import { benchOptions } from "./options";
import { cpuSeconds } from "./processes";
import { report } from "./report";
import { percentile, timesOf } from "./statistics";

const { quick } = benchOptions();
const counts = quick ? { rounds: 3, warmUp: 1 } : { rounds: 30, warmUp: 3 };
const documents = quick ? 500 : 10_000;
const AIM = 100;
const PAGE = 150;

const store = await openBenchStore();
const { ctx, sourceId, indexId } = store;
try {
  const workspaceId = ctx.workspace.id;
  await createManyDocuments(ctx.sql, { workspaceId, sourceId, indexId, count: documents });
  for (const statistics of [false, true]) {
    if (statistics) await keepUp(ctx.sql);
    await measureAll(statistics);
  }
} finally {
  await store.close();
}

async function measureAll(statistics: boolean): Promise<void> {
  const list = (input: Parameters<typeof listDocuments>[0]["input"]) => () =>
    listDocuments({ ctx, input: { limit: PAGE, ...input } });
  await measure({ what: "by name", statistics }, list({}));
  await measure({ what: "by name, from the middle", statistics }, list({ offset: documents / 2 }));
  await measure({ what: "by state", statistics }, list({ sort: "state" }));
  await measure(
    { what: "by passages, downwards", statistics },
    list({ sort: "passages", direction: "desc" }),
  );
  await measure({ what: "failed only", statistics }, list({ states: ["failed"] }));
  await measure({ what: "search", statistics }, list({ search: "region 12" }));
  await measure({ what: "same content only", statistics }, list({ duplicates: true }));
  await measure({ what: "overview", statistics }, () => documentsOverview({ ctx, input: {} }));
  await measure({ what: "facets", statistics }, () => documentFacets({ ctx, input: {} }));
  await measure({ what: "all ids", statistics }, () => listDocumentIds({ ctx, input: {} }));
}

async function measure(
  { what, statistics }: { what: string; statistics: boolean },
  work: () => Promise<unknown>,
): Promise<void> {
  const before = databaseSeconds();
  const times = await timesOf(counts, work);
  const calls = counts.rounds + counts.warmUp;
  report({
    bench: "documents",
    value: percentile(times, 0.5),
    unit: "ms",
    what,
    statistics: statistics ? "kept" : "none",
    documents,
    p95: percentile(times, 0.95),
    // Of the embedded database: unlike the time of the clock, nearly the same under load.
    databaseCpuMs: ((databaseSeconds() - before) / calls) * 1000,
    aim: AIM,
  });
}

function databaseSeconds(): number {
  return cpuSeconds()["databaseCpuSeconds"] ?? 0;
}
