import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { POST as batches } from "@/app/api/embed/[publication]/batches/route";
import type { VisitorBatch } from "@/lib/publication/protocol";
import { confirmSource } from "@/lib/services/publication/confirm-source";
import { recoverRuns } from "@/lib/services/run/recover";
import { freshDatabase } from "@/lib/testing/database";
import { answeringWorkspace, changeNodes } from "@/lib/testing/knowledge";
import { goLive, openChannel } from "@/lib/testing/published";
import { testServices, type TestServices } from "@/lib/testing/services";
import { bearer, paramsOf, visit, visitorRequest, type Sent } from "@/lib/testing/visitor-client";
import { startWorkerProcess, type WorkerProcess } from "@/lib/testing/worker-process";

const holder: typeof globalThis & { groundworkServices?: Promise<TestServices> } = globalThis;
const ROWS = 60;
const OWN = { origin: null, headers: { "sec-fetch-site": "same-origin" } };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let sent: Sent;
let dataDir: string;
const workers = new Set<WorkerProcess>();

beforeAll(async () => {
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, long enough for them");
  database = await freshDatabase();
  services = await testServices(database);
  holder.groundworkServices = Promise.resolve(services);
  dataDir = await mkdtemp(path.join(tmpdir(), "groundwork-worker-"));
  const { ctx, workflowId, sourceId } = await answeringWorkspace(services, "answer-a-form");
  const field = { name: "what", type: "text", label: "", help: "", required: true, choices: [] };
  const params = { fields: [field], question: "{what}" };
  await changeNodes(ctx, { workflowId, type: "form-input", params });
  await goLive(ctx, workflowId);
  const access = { channel: "form", who: "link", batch: true } as const;
  const publicationId = await openChannel(ctx, { workflowId, access });
  await confirmSource({ ctx, input: { workflowId, sourceId, audience: "anyone" } });
  sent = { publicationId, ...OWN };
}, 240_000);
afterAll(async () => {
  delete holder.groundworkServices;
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

const rowsOf = (batchId: string) =>
  services.db.formBatchRow.findMany({ where: { batchId }, orderBy: { number: "asc" } });
const running = () => services.db.run.count({ where: { status: "running" } });

it("answers every row once, whatever happens to the worker meanwhile", async () => {
  const { token } = await visit(sent, { channel: "form" });
  const lines = Array.from({ length: ROWS }, (_, row) => `When does garage ${String(row)} close?`);
  const request = visitorRequest("batches?name=rows.csv", {
    ...{ ...sent, headers: { ...OWN.headers, ...bearer(token) } },
    ...{ method: "POST", body: ["what", ...lines].join("\n") },
  });
  const batch = (await (
    await batches(request, paramsOf(sent.publicationId, {}))
  ).json()) as VisitorBatch;
  const done = async () => (await rowsOf(batch.id)).filter(({ doneAt }) => doneAt).length;

  for (const signal of ["SIGKILL", "SIGTERM"] as const) {
    const before = await done();
    const worker = startWorker();
    await expect.poll(done, { timeout: 120_000, interval: 5 }).toBeGreaterThan(before);
    await expect.poll(running, { timeout: 30_000, interval: 1 }).toBeGreaterThan(0);
    await worker.end(signal);
    // A process that is gone for long: whoever looks for dead runs ends them.
    await services.db.run.updateMany({
      where: { status: "running" },
      data: { heartbeatAt: new Date(0) },
    });
    await recoverRuns(services);
    expect(await done()).toBeLessThan(ROWS);
  }
  const interrupted = await services.db.run.count({ where: { status: "failed" } });
  expect(interrupted).toBeGreaterThan(0);

  const last = startWorker();
  await expect.poll(done, { timeout: 180_000, interval: 250 }).toBe(ROWS);
  expect(await last.end("SIGTERM")).toBe(0);
  const rows = await rowsOf(batch.id);
  expect(rows.filter(({ runId, error }) => runId === null || error !== null)).toEqual([]);
  expect(new Set(rows.map(({ runId }) => runId)).size).toBe(ROWS);
  const runs = await services.db.run.findMany({
    select: { id: true, question: true, status: true },
  });
  const questions = new Map(runs.map(({ id, question }) => [id, question]));
  expect(rows.map(({ runId }) => questions.get(runId ?? ""))).toEqual(lines);
  // What was asked again was asked because its first answer was cut off, and for no other reason.
  expect(runs.filter(({ status }) => status === "finished")).toHaveLength(ROWS);
}, 480_000);
