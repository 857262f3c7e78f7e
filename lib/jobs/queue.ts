import "server-only";
import PgBoss from "pg-boss";
import type { Transaction } from "@/lib/db/client";
import { log } from "@/lib/telemetry/log";
import { JOB_NAMES, jobDefinitions, type JobName, type JobPayload } from "./definitions";

/** Takes jobs; whoever enqueues doesn't learn who works on them, or where. */
export interface JobQueue {
  /**
   * Adds a job within the caller's transaction: it exists exactly when the transaction's other rows do, and no
   * worker sees it before.
   */
  enqueue<Name extends JobName>(
    tx: Transaction,
    name: Name,
    payload: JobPayload<Name>,
  ): Promise<void>;
  /** Adds jobs of one kind likewise, in one statement. Those of higher priority are taken first, whatever their kind. */
  enqueueAll<Name extends JobName>(
    tx: Transaction,
    name: Name,
    jobs: readonly { payload: JobPayload<Name>; priority: number }[],
  ): Promise<void>;
  /** Lets go of the queue's own connections. */
  close(): Promise<void>;
}

/** Where pg-boss keeps its tables. */
export const QUEUE_SCHEMA = "pgboss";

/**
 * Opens the queue and makes its tables on first use. `maintain` says whether this process looks after the whole
 * queue (a worker) or only adds to it (a web server).
 */
export async function openBoss(url: string, { maintain }: { maintain: boolean }): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: url,
    schema: QUEUE_SCHEMA,
    max: 2,
    schedule: false,
    supervise: maintain,
    maintenanceIntervalSeconds: 5,
    archiveCompletedAfterSeconds: 3600,
    deleteAfterDays: 7,
  });
  boss.on("error", (error) => {
    log().warn({ err: error }, "job queue");
  });
  await boss.start();
  const known = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const name of JOB_NAMES) {
    const { retries } = jobDefinitions[name];
    const options = { name, retryLimit: retries, retryDelay: 1, retryBackoff: true };
    if (!known.has(name)) await boss.createQueue(name, options);
  }
  await boss.getDb().executeSql(NEXT_JOB_INDEX, []);
  return boss;
}

/** Finds the next job without reading all that wait; pg-boss's own index knows their time, not their order. */
const NEXT_JOB_INDEX = `CREATE INDEX IF NOT EXISTS groundwork_next_job
  ON ${QUEUE_SCHEMA}.job (name, priority DESC, created_on, id) WHERE state < 'active'`;

/** The queue on top of pg-boss. */
export function createJobQueue(boss: PgBoss): JobQueue {
  return {
    async enqueue(tx, name, payload) {
      const data = jobDefinitions[name].payload.parse(payload);
      await boss.send(name, data, { expireInSeconds: LEASE_SECONDS, db: executorWithin(tx) });
    },
    async enqueueAll(tx, name, jobs) {
      const rows = jobs.map(({ payload, priority }) => ({
        name,
        data: jobDefinitions[name].payload.parse(payload),
        priority,
        expireInSeconds: LEASE_SECONDS,
      }));
      if (rows.length > 0) await boss.insert(rows, { db: executorWithin(tx) });
    },
    close: () => boss.stop({ graceful: false, wait: true }),
  };
}

/**
 * A worker renews its hold on a job while it works; a job not renewed for this long belonged to a worker that died,
 * and goes to another.
 */
export const LEASE_SECONDS = 15;

/** Lets pg-boss run its statements in a Prisma transaction, which takes neither objects nor undefined. */
function executorWithin(tx: Transaction): PgBoss.Db {
  return {
    executeSql: async (text: string, values: readonly unknown[]) => ({
      rows: await tx.$queryRawUnsafe<unknown[]>(text, ...values.map(toSqlValue)),
    }),
  };
}

function toSqlValue(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : value;
}
