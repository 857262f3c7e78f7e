import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { peakMbOf } from "@/lib/knowledge/ingestion/parser-process";
import type { WorkspaceContext } from "@/lib/services/context";
import { documentsOverview } from "@/lib/services/document/overview";
import { listStores } from "@/lib/services/store/list";
import { createWorkflow } from "@/lib/services/workflow/create";
import { createLocalStorage } from "@/lib/storage/local-folder";
import { freshDatabase } from "@/lib/testing/database";
import { freeWork, testServices, uploadText, type TestServices } from "@/lib/testing/services";
import { startWorkerProcess, type WorkerProcess } from "@/lib/testing/worker-process";
import { passageId } from "@/lib/vector-stores/postgres/passage-store";
import { QUEUE_SCHEMA } from "./queue";

/**
 * Workers are killed again and again while documents are read, indexed and replaced; in the end the index must be the
 * same as that of a workspace where nothing ever went wrong. When a worker dies goes by what it has come to, so that
 * slow machines get as far as fast ones.
 */
/** What each worker is seen doing before it dies, and at most how many milliseconds it goes on. */
const MOMENTS = [
  { seen: "read", goesOnMs: 100 },
  { seen: "stored", goesOnMs: 20 },
  { seen: "finished", goesOnMs: 30 },
  { seen: "stored", goesOnMs: 150 },
  { seen: "took", goesOnMs: 700 },
  { seen: "started", goesOnMs: 400 },
  { seen: "finished", goesOnMs: 200 },
  { seen: "stored", goesOnMs: 60 },
] as const;
type Moment = (typeof MOMENTS)[number];
/** Loaded ahead, as many as there is work for while one runs. */
const SPARE_WORKERS = 2;
const DOCUMENTS = 2;
const SECTIONS = 500;
/** Resident memory that no worker may ever need, in MB. */
const MOST_MEMORY_MB = 512;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let dataDir: string;
const workers = new Set<WorkerProcess>();

beforeAll(async () => {
  database = await freshDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), "groundwork-kills-"));
  const own = await testServices(database);
  services = { ...own, storage: createLocalStorage(path.join(dataDir, "files")) };
});
afterAll(async () => {
  await Promise.all([...workers].map((worker) => worker.end("SIGKILL")));
  await services.close();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** A worker that has loaded everything and waits for its start. */
async function heldWorker(): Promise<WorkerProcess> {
  const options = { databaseUrl: database.url, dataDir };
  const worker = startWorkerProcess("held-worker", options);
  workers.add(worker);
  await new Promise((resolve) => worker.process.stdout?.once("data", resolve));
  return worker;
}

interface Standing {
  /** Jobs that a worker holds. */
  took: number;
  /** Changes with each of these, and only then: versions read, batches stored, versions put to use. */
  read: number;
  stored: string;
  finished: string;
  /** Versions of which a part is stored. */
  halfway: number;
}

/** How far the workers have come. */
async function standing(): Promise<Standing> {
  const [row] = await services.sql.query<Standing>(
    `SELECT (SELECT count(*)::int FROM ${QUEUE_SCHEMA}.job WHERE state = 'active') AS took,
       (SELECT count("parsedAt")::int FROM "DocumentVersion") AS read,
       (SELECT string_agg(concat("versionId", ':', passages), ',' ORDER BY "versionId") FROM "IndexedVersion") AS stored,
       (SELECT string_agg("currentVersionId", ',' ORDER BY id) FROM "Document") AS finished,
       (SELECT count(*)::int FROM "IndexedVersion" WHERE passages > 0 AND passages < total) AS halfway`,
    [],
  );
  if (!row) throw new Error("no standing");
  return row;
}

/** Sections of their own words, some batches of passages. */
function text(number: number, edition: number): string {
  const section = (at: number) => {
    const told = at % 7 === 0 ? edition : 1;
    return `# Section ${String(at)}\n\nRule ${String(number * 1000 + at)}, edition ${String(told)}, opens locker ${String(at * 7)}.\n`;
  };
  return Array.from({ length: SECTIONS }, (_, at) => section(at)).join("\n");
}

async function setUp() {
  const ctx = await services.newWorkspace();
  const own = { ...ctx, storage: services.storage };
  await createWorkflow({ ctx: own, input: { name: "Rules", template: "answer-from-documents" } });
  const [store] = await listStores({ ctx: own });
  const sourceId = store?.sources[0]?.id ?? "";
  const editions = Array.from({ length: DOCUMENTS }, () => 0);
  return {
    ctx: own,
    editions,
    upload: async (number: number, edition: number) => {
      editions[number] = edition;
      const name = `rules-${String(number)}.md`;
      await uploadText(own, { sourceId, name, text: text(number, edition) });
    },
    unfinished: async () => {
      const { counts } = await documentsOverview({ ctx: own, input: {} });
      const { ready = 0, ...others } = counts;
      expect(Object.keys(others).filter((state) => state === "failed")).toEqual([]);
      return editions.filter((edition) => edition > 0).length - ready;
    },
  };
}

type Workspace = Awaited<ReturnType<typeof setUp>>;

/** There is always something left to read or to replace. */
async function keepBusy({ unfinished, upload, editions }: Workspace): Promise<void> {
  for (let missing = 2 - (await unfinished()); missing > 0; missing--) {
    const oldest = editions.indexOf(Math.min(...editions));
    await upload(oldest, (editions[oldest] ?? 0) + 1);
  }
}

/** Lets a worker run and kills it. Returns how many jobs and versions it left half done, and its most memory in MB. */
async function runAndKill(worker: WorkerProcess, { seen, goesOnMs }: Moment) {
  const before = await standing();
  worker.process.stdin?.write("go\n");
  while (seen !== "started" && (await standing())[seen] === before[seen]) await sleep(10);
  await sleep(goesOnMs * Math.random());
  const peakMb = await peakMbOf({ pid: worker.process.pid });
  await worker.end("SIGKILL");
  workers.delete(worker);
  const { took, halfway } = await standing();
  return { took, halfway, peakMb };
}

interface IndexRow {
  id: string;
  index_id: string;
  version_id: string;
  name: string;
  ordinal: number;
  content: string;
}

/** All that is stored of a workspace, also what nothing refers to any more. */
async function indexOf(ctx: WorkspaceContext): Promise<IndexRow[]> {
  return services.sql.query<IndexRow>(
    `SELECT p.id, p.index_id, p.version_id, d.name, p.ordinal,
       concat_ws('|', i.state, i.passages, i.total, i.tokens, p.start_offset, p.end_offset, p.page,
         array_to_string(p.headings, '>'), p.text_hash, md5(p.body), p.tokens, p.keywords, md5(p.embedding::text)) AS content
     FROM search.passage p LEFT JOIN "Document" d ON d.id = p.document_id
     LEFT JOIN "IndexedVersion" i ON i."indexId" = p.index_id AND i."versionId" = p.version_id
     WHERE p.workspace_id = $1 ORDER BY d.name, p.ordinal`,
    [ctx.workspace.id],
  );
}

/** As one text, a line a passage: thousands of rows compare quickly, and a difference still shows. */
const contentOf = (rows: IndexRow[]) =>
  rows.map(({ name, ordinal, content }) => `${name} ${String(ordinal)} ${content}`).join("\n");

it("ends with the same index as an undisturbed run however often workers are killed", async () => {
  const killed = await setUp();
  const spare = Array.from({ length: SPARE_WORKERS }, heldWorker);
  const deaths = [];
  for (const [kill, moment] of MOMENTS.entries()) {
    // One more than there are kills ends the work.
    if (kill + SPARE_WORKERS <= MOMENTS.length) spare.push(heldWorker());
    await keepBusy(killed);
    const worker = await spare.shift();
    if (!worker) throw new Error("nobody to kill");
    deaths.push(await runAndKill(worker, moment));
    await freeWork(database);
  }
  // Most died at work, some between two batches of a version, and documents were replaced as well as added.
  expect(deaths.filter(({ took }) => took > 0).length).toBeGreaterThanOrEqual(MOMENTS.length / 2);
  expect(deaths.filter(({ halfway }) => halfway > 0).length).toBeGreaterThan(0);
  expect(Math.max(...killed.editions)).toBeGreaterThan(1);

  const last = await spare.shift();
  const ends = (workspace: Workspace) =>
    expect.poll(workspace.unfinished, { timeout: 120_000, interval: 100 }).toBe(0);
  last?.process.stdin?.write("go\n");
  await ends(killed);
  const undisturbed = await setUp();
  for (const [number, edition] of killed.editions.entries()) {
    if (edition > 0) await undisturbed.upload(number, edition);
  }
  await ends(undisturbed);
  const peakMb = await peakMbOf({ pid: last?.process.pid });
  expect(await last?.end("SIGTERM")).toBe(0);
  expect(Math.max(peakMb, ...deaths.map((death) => death.peakMb))).toBeLessThan(MOST_MEMORY_MB);

  const rows = await indexOf(killed.ctx);
  expect(rows.length).toBeGreaterThanOrEqual(SECTIONS);
  expect(contentOf(rows)).toBe(contentOf(await indexOf(undisturbed.ctx)));
  const misnamed = rows.filter(
    ({ id, index_id, version_id, ordinal }) => id !== passageId(index_id, version_id, ordinal),
  );
  expect(misnamed).toEqual([]);
}, 600_000);
