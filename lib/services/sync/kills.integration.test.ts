import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { layCable, type Cable } from "@/e2e/servers/cable";
import { createVault } from "@/lib/crypto/vault";
import { createLocalStorage } from "@/lib/storage/local-folder";
import { freshDatabase } from "@/lib/testing/database";
import type { RemoteKind } from "@/lib/testing/remote-source";
import { freeWork, testServices, type TestServices } from "@/lib/testing/services";
import { index, live, round, type SyncedWorld } from "@/lib/testing/sync-history";
import { startWorkerProcess, type WorkerProcess } from "@/lib/testing/worker-process";

/**
 * Histories in which workers are processes of their own and die by SIGKILL, with a message to their database that is as random as
 * the rest. `SYNC_KILLS=50` kills as many for each kind of source.
 */
const KINDS: readonly RemoteKind[] = ["sharepoint", "google-drive", "s3"];
const KILLS = Number(inject("syncKills"));
/** Of one history. */
const MOST_KILLS = 5;
const SEED = inject("syncSeed") === "" ? {} : { seed: Number(inject("syncSeed")) };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let dataDir: string;
const encryptionKey = randomBytes(32);
const spare: Promise<MortalWorker>[] = [];

interface MortalWorker {
  readonly worker: WorkerProcess;
  readonly cable: Cable;
}

beforeAll(async () => {
  database = await freshDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), "groundwork-sync-kills-"));
  spare.push(...KINDS.map(heldWorker));
  services = await testServices(
    database,
    {},
    {
      storage: createLocalStorage(path.join(dataDir, "files")),
      vault: createVault([{ id: "k", bytes: encryptionKey }]),
    },
  );
});
afterAll(async () => {
  for (const { worker, cable } of await Promise.all(spare)) {
    await worker.end("SIGKILL");
    await cable.close();
  }
  await services.close();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** One that has loaded everything, with a cable of its own to the database. */
async function heldWorker(): Promise<MortalWorker> {
  const url = new URL(database.url);
  const cable = await layCable(Number(url.port));
  url.hostname = "127.0.0.1";
  url.port = String(cable.port);
  const worker = startWorkerProcess("held-worker", {
    databaseUrl: url.href,
    dataDir,
    encryptionKey,
  });
  await new Promise((resolve) => worker.process.stdout?.once("data", resolve));
  return { worker, cable };
}

let kills = 0;
let killedAtWork = 0;

/** Lets a worker begin with what is queued, and kills it with the n-th message that it sends from then on. */
async function syncAndKill(source: SyncedWorld, pieces: number): Promise<void> {
  await source.start();
  const { worker, cable } = await (spare.shift() ?? heldWorker());
  if (kills + KINDS.length < KILLS * KINDS.length) spare.push(heldWorker());
  worker.process.stdin?.write("go\n");
  while (!(await services.isAtWork()) && !(await source.isDone())) await sleep(5);
  const dead = new Promise((resolve) => worker.process.once("exit", resolve));
  cable.onPiece(pieces, () => worker.process.kill("SIGKILL"));
  const done = async () => {
    while (worker.process.signalCode === null && !(await source.isDone())) await sleep(20);
  };
  await Promise.race([dead, done()]);
  kills++;
  if (worker.process.signalCode !== null) killedAtWork++;
  await worker.end("SIGKILL");
  await cable.close();
  await freeWork(database);
}

describe.each(KINDS)("workers of %s that are killed", (kind) => {
  it(
    "leave nothing behind that the next one doesn't put right",
    async () => {
      const each = Math.min(KILLS, MOST_KILLS);
      const mortal = round.map((one) => ({ ...one, dies: one.dies ?? 25 }));
      const rounds = fc.array(mortal, { minLength: each, maxLength: each });
      const before = kills;
      await fc.assert(
        fc.asyncProperty(rounds, index, (played, seed) =>
          live(services, { kind, rounds: played, seed, syncAndDie: syncAndKill }),
        ),
        { numRuns: Math.ceil(KILLS / each), endOnFailure: true, ...SEED },
      );
      expect(kills - before).toBeGreaterThanOrEqual(KILLS);
      process.stdout.write(`${kind}: ${String(killedAtWork)} of ${String(kills)} killed at work\n`);
    },
    120_000 * Math.max(1, KILLS),
  );
});
