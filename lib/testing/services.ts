import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { layCable } from "@/e2e/servers/cable";
import type { Role } from "@/lib/auth/permissions";
import { createVault } from "@/lib/crypto/vault";
import { openDatabase } from "@/lib/db/client";
import { createJobQueue, openBoss, QUEUE_SCHEMA } from "@/lib/jobs/queue";
import { startWorker } from "@/lib/jobs/work";
import { createOutbound } from "@/lib/net/outbound";
import type { LocalModels, ServiceContext, WorkspaceContext } from "@/lib/services/context";
import type { UploadInput, UploadResult } from "@/lib/services/document/insert-upload";
import { uploadDocument } from "@/lib/services/document/upload";
import { createRunHub } from "@/lib/services/run/hub";
import { enterWorkspace } from "@/lib/services/workspace/enter";
import { createLocalStorage } from "@/lib/storage/local-folder";
import type { TestDatabase } from "./database";
import { createMember, createTenant } from "./factories";

export interface TestServices extends ServiceContext {
  /** Where its storage keeps files. */
  readonly folder: string;
  /** Works on jobs until none is left that could be worked on now. */
  drainJobs(): Promise<void>;
  /**
   * The same by a worker that dies: with the n-th piece of data that it sends to its database all its connections break, as those
   * of a killed process do. Given texts instead, they do when its database has answered them (see `Cable.cutAtAnswer`). What it held
   * is free for others afterwards. Resolves to whether it came to that.
   */
  drainJobsAndDie(at: number | readonly string[]): Promise<boolean>;
  /** Whether there is a job that is worked on, or could be. */
  isBusy(): Promise<boolean>;
  /** Whether a worker holds one. */
  isAtWork(): Promise<boolean>;
  /** Signs a new member into a workspace. */
  join(workspace: { id: string; slug: string }, role: Role): Promise<WorkspaceContext>;
  /** A new workspace, entered by its owner. */
  newWorkspace(): Promise<WorkspaceContext>;
  close(): Promise<void>;
}

/** The real services over a test's database, with files in a folder of their own. Close them in `afterAll`. */
export async function testServices(
  test: TestDatabase,
  models: Partial<LocalModels> = {},
  own: Partial<Pick<ServiceContext, "storage" | "vault" | "mailer">> = {},
): Promise<TestServices> {
  const folder = await mkdtemp(path.join(tmpdir(), "groundwork-files-"));
  const boss = await openBoss(test.url, { maintain: false });
  const outbound = createOutbound();
  const services: ServiceContext = {
    db: test.db,
    sql: test.sql,
    storage: createLocalStorage(folder),
    jobs: createJobQueue(boss),
    vault: createVault([{ id: "test", bytes: randomBytes(32) }]),
    runs: createRunHub(),
    outbound,
    models: { dir: path.join(folder, "models"), host: "https://models.example", ...models },
    mailer: null,
    ...own,
  };
  const enter = (user: { id: string; sessionVersion: number }, slug: string) =>
    enterWorkspace(services, { userId: user.id, sessionVersion: user.sessionVersion }, slug);
  return {
    ...services,
    folder,
    async drainJobs() {
      const worker = startWorker({ boss, services, concurrency: 2, pollMs: POLL_MS });
      try {
        await untilIdle(test);
      } finally {
        await worker.stop();
      }
    },
    isBusy: () => isBusy(test.sql),
    async isAtWork() {
      const active = `SELECT 1 FROM ${QUEUE_SCHEMA}.job WHERE state = 'active' LIMIT 1`;
      return (await test.sql.query(active, [])).length > 0;
    },
    drainJobsAndDie: (at) => workAndDie(test, services, at),
    join: async (workspace, role) =>
      enter(await createMember(test.db, workspace.id, role), workspace.slug),
    async newWorkspace() {
      const { workspace, owner } = await createTenant(test.db);
      return enter(owner, workspace.slug);
    },
    async close() {
      await services.jobs.close();
      await outbound.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** How often it is looked whether there is something to do, or nothing any more. */
const POLL_MS = 20;

/** What failed is tried again at once; what was put off on purpose is waited for. */
async function untilIdle({ sql }: TestDatabase): Promise<void> {
  for (;;) {
    await sql.query(
      `UPDATE ${QUEUE_SCHEMA}.job SET start_after = now()
       WHERE state = 'retry' AND start_after > now()`,
      [],
    );
    if (!(await isBusy(sql))) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Whether there is a job that is worked on, or could be. */
async function isBusy(sql: TestDatabase["sql"]): Promise<boolean> {
  const [row] = await sql.query<{ busy: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM ${QUEUE_SCHEMA}.job
       WHERE state = 'active' OR state < 'active' AND start_after < now() + interval '10 s') AS busy`,
    [],
  );
  return row?.busy ?? false;
}

async function workAndDie(
  test: TestDatabase,
  services: ServiceContext,
  at: number | readonly string[],
): Promise<boolean> {
  const url = new URL(test.url);
  const cable = await layCable(Number(url.port));
  url.hostname = "127.0.0.1";
  url.port = String(cable.port);
  const own = openDatabase(url.href, { maxConnections: 4 });
  const boss = await openBoss(url.href, { maintain: false });
  const cut = typeof at === "number" ? cable.cutAfter(at) : cable.cutAtAnswer(at);
  const died = cut.then(() => true);
  const mortal = { ...services, ...own, jobs: createJobQueue(boss) };
  const worker = startWorker({ boss, services: mortal, concurrency: 2, pollMs: POLL_MS });
  const dead = await Promise.race([died, untilIdle(test).then(() => false)]);
  cable.cut();
  await worker.stop();
  await boss.stop({ graceful: false, wait: false });
  await own.db.$disconnect();
  await cable.close();
  await freeWork(test);
  return dead;
}

/** Frees what a dead worker held, as the end of its hold would a little later; its death counts against no job. */
export async function freeWork({ sql }: Pick<TestDatabase, "sql">): Promise<void> {
  await sql.query(`update "SourceSync" set "leaseUntil" = now() where lease is not null`, []);
  await sql.query(
    `UPDATE ${QUEUE_SCHEMA}.job SET state = 'created', started_on = NULL WHERE state = 'active'`,
    [],
  );
}

/** Uploads a text as a file, as the page does. */
export function uploadText(
  ctx: WorkspaceContext,
  file: Omit<UploadInput, "mimeType"> & { text: string },
): Promise<UploadResult> {
  const { text, ...input } = file;
  return uploadDocument({
    ctx,
    input: { ...input, mimeType: "text/plain" },
    body: Readable.from([Buffer.from(text)]),
    signal: new AbortController().signal,
  });
}
