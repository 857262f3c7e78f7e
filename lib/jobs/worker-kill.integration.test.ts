import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { chunkDocument } from "@/lib/knowledge/ingestion/chunk";
import { parseFile } from "@/lib/knowledge/ingestion/parse-file";
import { listDocuments } from "@/lib/services/document/list";
import { listStores } from "@/lib/services/store/list";
import { createWorkflow } from "@/lib/services/workflow/create";
import { createLocalStorage } from "@/lib/storage/local-folder";
import { freshDatabase } from "@/lib/testing/database";
import { testServices, uploadText, type TestServices } from "@/lib/testing/services";
import { startWorkerProcess, type WorkerProcess } from "@/lib/testing/worker-process";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let dataDir: string;
const workers = new Set<WorkerProcess>();

beforeAll(async () => {
  database = await freshDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), "groundwork-worker-"));
  const own = await testServices(database);
  // Files where the worker process looks for them.
  services = { ...own, storage: createLocalStorage(path.join(dataDir, "files")) };
});
afterAll(async () => {
  await Promise.all([...workers].map((worker) => worker.end("SIGKILL")));
  await services.close();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
});

function startWorker(): WorkerProcess {
  const worker = startWorkerProcess("worker", { databaseUrl: database.url, dataDir });
  workers.add(worker);
  return worker;
}

/** Paragraphs under headings, different in every place, enough for many batches. */
function longText(seed: number): string {
  const paragraph = (section: number) =>
    Array.from({ length: 12 }, (_, line) => {
      const number = seed * 100_000 + section * 100 + line;
      return `Rule ${String(number)} says that locker ${String(number * 7)} opens with key ${String(number * 13)}.`;
    }).join(" ");
  return Array.from(
    { length: 400 },
    (_, section) => `# Section ${String(section)}\n\n${paragraph(section)}\n`,
  ).join("\n");
}

async function passagesOf(text: string): Promise<number> {
  const file = path.join(
    dataDir,
    `${String(text.length)}-${text.slice(12, 40).replace(/\W/g, "")}.md`,
  );
  await writeFile(file, text);
  const signal = new AbortController().signal;
  const parsed = await parseFile({ path: file, name: "f.md", mimeType: "text/markdown", signal });
  return chunkDocument(parsed).length;
}

it("loses nothing and stores nothing twice when a worker is killed in the middle of its work", async () => {
  const ctx = await services.newWorkspace();
  const own = { ...ctx, storage: services.storage };
  await createWorkflow({ ctx: own, input: { name: "Rules", template: "answer-from-documents" } });
  const [store] = await listStores({ ctx: own });
  const sourceId = store?.sources[0]?.id ?? "";
  const texts = [1, 2, 3].map(longText);
  for (const [index, text] of texts.entries()) {
    await uploadText(own, { sourceId, name: `rules-${String(index)}.md`, text });
  }

  const first = startWorker();
  const stored = async () => (await listStores({ ctx: own }))[0]?.passages ?? 0;
  await expect.poll(stored, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
  await first.end("SIGKILL");
  const states = async () =>
    (await listDocuments({ ctx: own, input: {} })).items.map(({ state }) => state);
  expect(await states()).not.toEqual(["ready", "ready", "ready"]);

  const second = startWorker();
  await expect
    .poll(states, { timeout: 90_000, interval: 250 })
    .toEqual(["ready", "ready", "ready"]);
  const expected = await Promise.all(texts.map(passagesOf));
  const { items: documents } = await listDocuments({ ctx: own, input: {} });
  expect(documents.map(({ passages }) => passages)).toEqual(expected);
  const [row] = await services.sql.query<{ all: number; places: number }>(
    `SELECT count(*)::int AS "all", count(DISTINCT (version_id, ordinal))::int AS places
       FROM search.passage WHERE workspace_id = $1`,
    [ctx.workspace.id],
  );
  const total = expected.reduce((sum, count) => sum + count, 0);
  expect(row).toEqual({ all: total, places: total });

  expect(await second.end("SIGTERM")).toBe(0);
}, 240_000);
