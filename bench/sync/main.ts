/**
 * A library of 50,000 files at a Microsoft Graph of the tests: what its first sync takes of the worker's time and memory, and how
 * many requests one needs after 100 files were changed. The worker is the one that `npm start` starts. All files are listed and
 * compared, and those of some folders are fetched, stored, read and indexed.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { program, startChild } from "@/bench/app/child";
import { benchOptions } from "@/bench/options";
import { cpuSeconds, peakMegabytes, residentMegabytes } from "@/bench/processes";
import { report } from "@/bench/report";
import { env } from "@/lib/config/env";
import { createVault } from "@/lib/crypto/vault";
import { openDatabase } from "@/lib/db/client";
import type { WorkspaceContext } from "@/lib/services/context";
import { allowHost } from "@/lib/services/network/allow";
import { createSourceConnection } from "@/lib/services/source-connection/create";
import { createSync, createSyncInput } from "@/lib/services/sync/create";
import { startSync, startSyncInput } from "@/lib/services/sync/start";
import { viewSync } from "@/lib/services/sync/view";
import { createLocalStorage } from "@/lib/storage/local-folder";
import { testServices } from "@/lib/testing/services";
import { startWorkerProcess } from "@/lib/testing/worker-process";

const { quick, files: FILES = quick ? 1000 : 50_000 } = benchOptions();
const FOLDERS = quick ? 10 : FILES / 500;
/** Folders whose files are taken. */
const TAKEN = quick ? 1 : 4;
const CHANGED = 100;

const driveSchema = z.object({
  api: z.string(),
  download: z.string(),
  tenant: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  siteId: z.string(),
  driveId: z.string(),
  ids: z.array(z.string()),
});
type Drive = z.infer<typeof driveSchema>;

const url = env().databaseUrl ?? "";
const dataDir = await mkdtemp(path.join(tmpdir(), "groundwork-bench-"));
const encryptionKey = randomBytes(32);
const services = await testServices(
  { ...openDatabase(url), url },
  {},
  {
    storage: createLocalStorage(path.join(dataDir, "files")),
    vault: createVault([{ id: "k", bytes: encryptionKey }]),
  },
);
const worker = startWorkerProcess("worker", { databaseUrl: url, dataDir, encryptionKey });
const child = await startChild(program("bench/sync/drive.ts", String(FILES), String(FOLDERS)), {
  ready: /^(\{.*\})$/,
});
try {
  const drive = driveSchema.parse(JSON.parse(child.ready[1] ?? ""));
  const ctx = await services.newWorkspace();
  const sourceId = await connect(ctx, drive);
  const first = await sync(ctx, sourceId);
  report({ bench: "sync", value: first.seconds, unit: "s", what: "first", ...first });
  await control(drive, { calm: true });
  const edits = drive.ids.slice(0, CHANGED).map((id, index) => {
    return { do: "edit", id, content: `Changed: locker ${String(index)} is taken.` };
  });
  await control(drive, edits);
  const later = await sync(ctx, sourceId);
  const calls = await callsOf(drive);
  const files = calls.filter((path) => /\/content$|\/download\//.test(path)).length;
  report({
    bench: "sync",
    value: calls.length - files,
    unit: "requests",
    what: "later",
    aim: 10,
    forFiles: files,
    ...later,
  });
} finally {
  await worker.end("SIGTERM");
  await child.stop();
  await services.close();
  await services.db.$disconnect();
  await rm(dataDir, { recursive: true, force: true });
}

async function connect(ctx: WorkspaceContext, drive: Drive): Promise<string> {
  const { api, download, tenant, clientId, clientSecret, siteId, driveId } = drive;
  for (const origin of [api, download]) {
    await allowHost({ ctx, input: { host: "127.0.0.1", port: Number(new URL(origin).port) } });
  }
  const { id: connectionId } = await createSourceConnection({
    ctx,
    input: {
      type: "sharepoint",
      name: "Bench",
      method: "app-secret",
      values: { tenant, clientId, clientSecret, loginHost: api, graphHost: api },
    },
  });
  const include = Array.from(
    { length: TAKEN },
    (_, n) => `Documents/d${String(n).padStart(3, "0")}/*`,
  );
  const input = createSyncInput.parse({
    connectionId,
    name: "Library",
    scope: JSON.stringify({ siteId, driveId }),
    label: "Documents",
    filters: { include },
    everyMinutes: null,
  });
  return (await createSync({ ctx, input })).id;
}

/** One run, to the end of what it gave the worker to do. */
async function sync(ctx: WorkspaceContext, sourceId: string) {
  const { pid = 0 } = worker.process;
  const find = async () => (await viewSync({ ctx, input: { id: sourceId } })).runs[0];
  const worked = () => cpuSeconds({ worker: pid }).workerCpuSeconds ?? 0;
  const [before, workerBeforeMB] = [worked(), residentMegabytes(pid)];
  const started = performance.now();
  await startSync({ ctx, input: startSyncInput.parse({ id: sourceId }) });
  for (
    let run = await find();
    run?.endedAt === null || (await services.isBusy());
    run = await find()
  ) {
    if (worker.process.exitCode !== null) throw new Error("The worker ended.");
    await sleep(500);
  }
  const seconds = (performance.now() - started) / 1000;
  const run = await find();
  if (run?.phase !== "finished") throw new Error(`The run ended as ${String(run?.phase)}.`);
  const { listed, added, changed, failed } = run;
  return {
    ...{ seconds, listed, added, changed, failed, workerBeforeMB },
    workerSeconds: worked() - before,
    ...peakMegabytes({ worker: pid }),
  };
}

async function control({ api }: Drive, commands: unknown): Promise<void> {
  const response = await fetch(`${api}/control`, {
    method: "POST",
    body: JSON.stringify(commands),
  });
  if (!response.ok) throw new Error(await response.text());
}

async function callsOf({ api }: Drive): Promise<string[]> {
  const told = z.array(z.object({ path: z.string() }));
  return told.parse(await (await fetch(`${api}/control/calls`)).json()).map(({ path }) => path);
}
