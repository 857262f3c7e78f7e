import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { layCable } from "@/e2e/servers/cable";
import { createVault } from "@/lib/crypto/vault";
import { createLocalStorage } from "@/lib/storage/local-folder";
import { freshDatabase } from "@/lib/testing/database";
import { freeWork, testServices, type TestServices } from "@/lib/testing/services";
import { BUCKET, syncedSource } from "@/lib/testing/synced-source";
import { startWorkerProcess } from "@/lib/testing/worker-process";
import { putVersion } from "../document/put-version";
import { startSync, startSyncInput } from "../sync/start";
import { NAMING_TABLES } from "./naming";
import { sweepFiles } from "./sweep";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let services: TestServices;
let dataDir: string;
const encryptionKey = randomBytes(32);
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  database = await freshDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), "groundwork-sweep-"));
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
  await services.close();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const inHours = (hours: number) => Date.now() + hours * HOUR_MS;
const store = async (text: string) =>
  (await services.storage.put(Readable.from([text]), { maxBytes: 100 })).key;
async function stored(): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of services.storage.storedBefore(new Date(inHours(1)))) keys.push(key);
  return keys.sort();
}
async function named(): Promise<string[]> {
  const rows = await services.db.documentVersion.findMany({ select: { storageKey: true } });
  return rows.map(({ storageKey }) => storageKey).sort();
}

it("knows of every table that names stored files", async () => {
  const schema = await readFile("prisma/schema.prisma", "utf8");
  const models = [...schema.matchAll(/^model (\w+) \{([^}]*)\}/gm)];
  const naming = models.filter(([, , fields]) => /^ {2}storageKey\b/m.test(fields ?? ""));
  expect(naming.map(([, model]) => model).sort()).toEqual([...NAMING_TABLES]);
});

it("removes what is left of a worker that was killed before it could say what it had stored", async () => {
  const source = await syncedSource(services);
  source.s3.put(BUCKET, "a.txt", "The first text.");
  await source.sync();
  source.s3.put(BUCKET, "b.txt", "The second text.");
  const cable = await layCable(Number(new URL(database.url).port));
  const url = new URL(database.url);
  url.hostname = "127.0.0.1";
  url.port = String(cable.port);
  const worker = startWorkerProcess("worker", {
    databaseUrl: url.href,
    dataDir,
    encryptionKey,
  });
  const killed = cable.cutAtText(`INSERT INTO "public"."DocumentVersion"`, () => {
    worker.process.kill("SIGKILL");
  });
  await startSync({ ctx: source.ctx, input: startSyncInput.parse({ id: source.sourceId }) });
  await killed;
  await worker.end("SIGKILL");
  await cable.close();
  await freeWork(database);
  expect(await named()).toHaveLength(1);
  expect(await stored()).toHaveLength(2);
  // It might be about to.
  expect(await sweepFiles(services)).toBe(0);
  expect(await stored()).toHaveLength(2);
  expect(await sweepFiles(services, inHours(25))).toBe(1);
  expect(await stored()).toEqual(await named());
  await services.drainJobs();
  expect(await source.texts()).toEqual({ "a.txt": "The first text.", "b.txt": "The second text." });
  expect(await sweepFiles(services, inHours(25))).toBe(0);
  await source.s3.close();
});

/** A transaction that has named a file and stands still until it is told to go on. */
function nameSlowly(workspaceId: string, key: string) {
  let goOn: () => void = () => undefined;
  const told = new Promise<void>((resolve) => (goOn = resolve));
  let hasNamed: () => void = () => undefined;
  const atRest = new Promise<void>((resolve) => (hasNamed = resolve));
  const done = services.db.$transaction(async (tx) => {
    const source = await tx.source.findFirstOrThrow({ where: { workspaceId } });
    const document = await tx.document.create({
      data: { workspaceId, sourceId: source.id, name: "a.txt", mimeType: "text/plain", size: 1 },
    });
    await putVersion(
      tx,
      { ...services, workspace: { id: workspaceId } },
      {
        documentId: document.id,
        number: 1,
        mimeType: "text/plain",
        file: { key, size: 1, sha256: "0".repeat(64) },
        priority: null,
      },
    );
    hasNamed();
    await told;
  });
  return { atRest, goOn, done };
}

it("waits for those who are just naming a file, and lets nobody name one that was removed", async () => {
  const { workspace } = await services.newWorkspace();
  await services.db.source.create({ data: { workspaceId: workspace.id, name: "Files" } });
  const key = await store("late");
  const naming = nameSlowly(workspace.id, key);
  await naming.atRest;
  const swept = sweepFiles(services, inHours(25));
  naming.goOn();
  await naming.done;
  expect(await swept).toBe(0);
  expect(await services.storage.exists(key)).toBe(true);
  const gone = await store("too late");
  expect(await sweepFiles(services, inHours(25))).toBe(1);
  const tooLate = nameSlowly(workspace.id, gone);
  await expect(tooLate.done).rejects.toMatchObject({ code: "storage.missing" });
  expect(await named()).not.toContain(gone);
});

it("removes nothing where most of what is stored is not named: that is another database's", async () => {
  for (let count = 0; count < 60; count++) await store(`Of another database ${String(count)}.`);
  const before = await stored();
  expect(await sweepFiles(services, inHours(25))).toBe(0);
  expect(await stored()).toEqual(before);
});

it("removes what was begun to be stored and never ended", async () => {
  const key = await store("whole");
  const part = path.join(dataDir, "files", key.slice(0, 2), `${key.replace(/./, "0")}.part`);
  await writeFile(part, "half");
  expect(await services.storage.removeUnfinished(new Date(inHours(-24)))).toBe(0);
  expect(await services.storage.removeUnfinished(new Date(inHours(1)))).toBe(1);
  expect(await services.storage.exists(key)).toBe(true);
});
