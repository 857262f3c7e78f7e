/**
 * A library of 50,000 files at a Microsoft Graph of the tests: what its first sync takes of the worker's time and memory, and how
 * many requests one needs after 100 files were changed. All are listed and compared, and those of some folders are fetched and stored;
 * reading and indexing them is what `ingestion` measures.
 */
import { z } from "zod";
import { program, startChild } from "@/bench/app/child";
import { benchOptions } from "@/bench/options";
import { cpuSeconds, peakMegabytes } from "@/bench/processes";
import { report } from "@/bench/report";
import { env } from "@/lib/config/env";
import { openDatabase } from "@/lib/db/client";
import type { WorkspaceContext } from "@/lib/services/context";
import { allowHost } from "@/lib/services/network/allow";
import { createSourceConnection } from "@/lib/services/source-connection/create";
import { createSync, createSyncInput } from "@/lib/services/sync/create";
import { runSync } from "@/lib/services/sync/run";
import { startSync, startSyncInput } from "@/lib/services/sync/start";
import { viewSync } from "@/lib/services/sync/view";
import { testServices } from "@/lib/testing/services";

const { quick } = benchOptions();
const FILES = quick ? 1000 : 50_000;
const FOLDERS = quick ? 10 : 100;
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
const services = await testServices({ ...openDatabase(url), url });
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
  await child.stop();
  await services.close();
  await services.db.$disconnect();
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

/** One run, in this process. */
async function sync(ctx: WorkspaceContext, sourceId: string) {
  await startSync({ ctx, input: startSyncInput.parse({ id: sourceId }) });
  const find = async () => (await viewSync({ ctx, input: { id: sourceId } })).runs[0];
  const run = await find();
  if (!run) throw new Error("There is no run.");
  const before = cpuSeconds().processCpuSeconds ?? 0;
  const started = performance.now();
  await runSync({ ctx, input: { runId: run.id }, signal: new AbortController().signal });
  const seconds = (performance.now() - started) / 1000;
  const ended = await find();
  if (ended?.phase !== "finished") throw new Error(`The run ended as ${String(ended?.phase)}.`);
  const { listed, added, changed, failed } = ended;
  const worked = (cpuSeconds().processCpuSeconds ?? 0) - before;
  return { seconds, listed, added, changed, failed, worked, ...peakMegabytes() };
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
