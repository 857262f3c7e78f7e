/**
 * A library of 50,000 files at a Microsoft Graph of the tests: what its first sync takes of the worker's time and memory, and how
 * many requests one needs after 100 files were changed, and after one was deleted. The worker is the one that `npm start` starts. All files are listed and
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
import { createStore } from "@/lib/services/store/create";
import { searchStore } from "@/lib/services/store/search";
import { createSync, createSyncInput } from "@/lib/services/sync/create";
import { startSync, startSyncInput } from "@/lib/services/sync/start";
import { viewSync } from "@/lib/services/sync/view";
import { createLocalStorage } from "@/lib/storage/local-folder";
import { linkSource } from "@/lib/testing/synced-source";
import { testServices } from "@/lib/testing/services";
import { startWorkerProcess } from "@/lib/testing/worker-process";

const { quick, files: FILES = quick ? 1000 : 50_000 } = benchOptions();
const FOLDERS = quick ? 10 : FILES / 500;
/** Folders whose files are taken. */
const TAKEN = quick ? 1 : 4;
const CHANGED = quick ? 50 : 100;
/** What the file of the first folder says that is deleted in the end, and no other. */
const GONE = `File ${String(CHANGED)} of d000 `;

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
  const { sourceId, storeId } = await connect(ctx, drive);
  const first = await sync(ctx, sourceId);
  report({ bench: "sync", value: first.seconds, unit: "s", what: "first", ...first });
  await control(drive, { calm: true });
  const edits = drive.ids.slice(0, CHANGED).map((id, index) => {
    return { do: "edit", id, content: `Changed: locker ${String(index)} is taken.` };
  });
  await control(drive, edits);
  const later = await sync(ctx, sourceId);
  report({ bench: "sync", what: "later", aim: 10, ...(await requests(drive)), ...later });
  const find = async () =>
    Number((await foundTexts(ctx, storeId)).some((text) => text.includes(GONE)));
  const foundBefore = await find();
  await control(drive, { calm: true });
  await control(drive, { do: "delete", id: drive.ids[CHANGED] });
  const deletion = await sync(ctx, sourceId);
  const found = { foundBefore, foundAfter: await find() };
  report({ bench: "sync", what: "deletion", ...(await requests(drive)), ...found, ...deletion });
} finally {
  await worker.end("SIGTERM");
  await child.stop();
  await services.close();
  await services.db.$disconnect();
  await rm(dataDir, { recursive: true, force: true });
}

async function connect(ctx: WorkspaceContext, drive: Drive) {
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
  const { id: sourceId } = await createSync({ ctx, input });
  const { id: storeId } = await createStore({ ctx, input: { name: "Library" } });
  await linkSource(services, ctx, { storeId, sourceId });
  return { sourceId, storeId };
}

/** What an answer about the file that is deleted could come from. */
async function foundTexts(ctx: WorkspaceContext, storeId: string): Promise<string[]> {
  const input = { id: storeId, query: GONE, limit: 20 };
  const { passages } = await searchStore({ ctx, input, signal: undefined });
  return passages.map(({ text }) => text);
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
  const { listed, added, changed, removed, failed } = run;
  return {
    ...{ seconds, listed, added, changed, removed, failed, workerBeforeMB },
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

/** Since the last calm: those besides the two that a file takes, its address and its content. */
async function requests(drive: Drive) {
  const calls = await callsOf(drive);
  const forFiles = calls.filter((path) => /\/items\/[^/]+$|\/download\//.test(path)).length;
  return { value: calls.length - forFiles, unit: "requests", forFiles };
}

async function callsOf({ api }: Drive): Promise<string[]> {
  const told = z.array(z.object({ path: z.string() }));
  return told.parse(await (await fetch(`${api}/control/calls`)).json()).map(({ path }) => path);
}
