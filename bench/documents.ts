/**
 * Time of what the documents table asks for, in a workspace of 10,000 documents: a page in several orders and filters,
 * counts and sums, what to filter by, all ids. The database has no statistics, as after an import.
 */
import { documentFacets } from "@/lib/services/document/facets";
import { listDocuments } from "@/lib/services/document/list";
import { listDocumentIds } from "@/lib/services/document/list-ids";
import { documentsOverview } from "@/lib/services/document/overview";
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
  const list = (input: Parameters<typeof listDocuments>[0]["input"]) => () =>
    listDocuments({ ctx, input: { limit: PAGE, ...input } });
  await measure("by name", list({}));
  await measure("by name, from the middle", list({ offset: documents / 2 }));
  await measure("by state", list({ sort: "state" }));
  await measure("by passages, downwards", list({ sort: "passages", direction: "desc" }));
  await measure("failed only", list({ states: ["failed"] }));
  await measure("search", list({ search: "region 12" }));
  await measure("same content only", list({ duplicates: true }));
  await measure("overview", () => documentsOverview({ ctx, input: {} }));
  await measure("facets", () => documentFacets({ ctx, input: {} }));
  await measure("all ids", () => listDocumentIds({ ctx, input: {} }));
} finally {
  await store.close();
}

async function measure(what: string, work: () => Promise<unknown>): Promise<void> {
  const before = databaseSeconds();
  const times = await timesOf(counts, work);
  const calls = counts.rounds + counts.warmUp;
  report({
    bench: "documents",
    value: percentile(times, 0.5),
    unit: "ms",
    what,
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
