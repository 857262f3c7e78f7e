import "server-only";
import type PgBoss from "pg-boss";
import { isAppError } from "@/lib/errors/app-error";
import type { ServiceContext } from "@/lib/services/context";
import { Postponed } from "@/lib/services/indexing/postponed";
import { log } from "@/lib/telemetry/log";
import { JOB_NAMES, type JobName } from "./definitions";
import { LEASE_SECONDS, QUEUE_SCHEMA } from "./queue";
import { jobHandlers } from "./registry.server";

export interface Worker {
  /** Takes no more jobs, gives those at work back to the queue, and resolves when nothing runs any more. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly boss: PgBoss;
  readonly services: ServiceContext;
  /** Jobs at work at the same time. */
  readonly concurrency: number;
  /** How often it looks for jobs while it is idle, in milliseconds. */
  readonly pollMs?: number;
}

const POLL_MS = 250;
const RENEW_MS = (LEASE_SECONDS * 1000) / 4;

/**
 * Works on jobs until stopped. pg-boss's own `work()` is not used: it ends a job after a fixed time, while here a
 * worker renews its hold as long as it lives, so that a long job may be long and a dead worker's is soon free.
 */
export function startWorker(options: WorkerOptions): Worker {
  const stopping = new AbortController();
  const lanes = Array.from({ length: options.concurrency }, () =>
    workLane(options, stopping.signal),
  );
  return {
    async stop() {
      stopping.abort();
      await Promise.all(lanes);
    },
  };
}

async function workLane(options: WorkerOptions, stopping: AbortSignal): Promise<void> {
  const { pollMs = POLL_MS } = options;
  while (!stopping.aborted) {
    try {
      const job = await takeJob(options);
      if (job) await workOn(options, job, stopping);
      else await pause(stopping, pollMs);
    } catch (error) {
      log().error({ err: error }, "worker");
      await pause(stopping, pollMs);
    }
  }
}

export interface TakenJob {
  readonly id: string;
  readonly name: JobName;
  readonly data: unknown;
  /** How often it may still be tried after this time. */
  readonly retriesLeft: number;
}

/** The kinds that have a job waiting, the one whose first has the highest priority first. */
const WAITING_KINDS = `SELECT kind.name
  FROM unnest($1::text[]) WITH ORDINALITY AS kind (name, place)
  CROSS JOIN LATERAL (
    SELECT priority FROM ${QUEUE_SCHEMA}.job
    WHERE job.name = kind.name AND state < 'active' AND start_after <= now()
    ORDER BY priority DESC, created_on, id LIMIT 1
  ) first
  ORDER BY first.priority DESC, kind.place`;

/**
 * The waiting job of the highest priority, of equal ones that of the kind defined first, then the oldest; undefined
 * when there is none.
 */
export async function takeJob({
  boss,
  services,
}: Pick<WorkerOptions, "boss" | "services">): Promise<TakenJob | undefined> {
  const waiting = await services.sql.query<{ name: JobName }>(WAITING_KINDS, [JOB_NAMES]);
  for (const { name } of waiting) {
    const [job] = await boss.fetch<unknown>(name, { batchSize: 1, includeMetadata: true });
    if (job) {
      return { id: job.id, name, data: job.data, retriesLeft: job.retryLimit - job.retryCount };
    }
  }
  return undefined;
}

async function workOn(options: WorkerOptions, job: TakenJob, stopping: AbortSignal): Promise<void> {
  const { boss, services } = options;
  const renewal = setInterval(() => void renew(services, job.id), RENEW_MS);
  try {
    await jobHandlers[job.name].run(services, job.data, stopping);
    await boss.complete(job.name, job.id);
  } catch (error) {
    if (stopping.aborted) await giveBack(services, job.id);
    else if (error instanceof Postponed) await postpone(services, job.id, error.until);
    else await fail(options, job, error);
  } finally {
    clearInterval(renewal);
  }
}

/** What may pass is tried again; what can't, or was tried often enough, is told to those who wait for it. */
async function fail({ boss, services }: WorkerOptions, job: TakenJob, error: unknown) {
  const known = isAppError(error);
  const again = (!known || error.retryable) && job.retriesLeft > 0;
  log().warn({ err: error, job: job.name, jobId: job.id, again }, "job failed");
  if (again) {
    await boss.fail(job.name, job.id, { message: known ? error.code : "internal" });
    return;
  }
  const told = known
    ? { code: error.code, params: error.params }
    : { code: "internal", params: {} };
  await jobHandlers[job.name].giveUp(services, job.data, told);
  await boss.cancel(job.name, job.id);
}

/**
 * Tells those who wait for jobs that took their worker down with them as often as they may be tried: nobody was
 * left to say so. Returns how many there were.
 */
export async function settleLostJobs({ services }: Pick<WorkerOptions, "services">) {
  const lost = await services.sql.query<{ id: string; name: string; data: unknown }>(
    `UPDATE ${QUEUE_SCHEMA}.job SET state = 'cancelled' WHERE state = 'failed' RETURNING id, name, data`,
    [],
  );
  for (const { name, data } of lost) {
    const job = JOB_NAMES.find((known) => known === name);
    if (job) await jobHandlers[job].giveUp(services, data, { code: "job.lost", params: {} });
  }
  return lost.length;
}

function renew(services: ServiceContext, jobId: string): Promise<void> {
  return update(services, "started_on = now()", jobId);
}

/** Back to the front of the queue, as if it had never been taken: nobody failed. */
function giveBack(services: ServiceContext, jobId: string): Promise<void> {
  return update(services, "state = 'created', started_on = NULL", jobId);
}

/** Back to the queue until then, when other jobs have their turn; this counts as no failure. */
function postpone(services: ServiceContext, jobId: string, until: Date): Promise<void> {
  const change =
    "state = 'created', started_on = NULL, start_after = to_timestamp($2::float8 / 1000)";
  return update(services, change, jobId, until.getTime());
}

async function update(
  services: ServiceContext,
  change: string,
  ...params: [jobId: string, ...number[]]
): Promise<void> {
  const [jobId] = params;
  try {
    const text = `UPDATE ${QUEUE_SCHEMA}.job SET ${change} WHERE id = $1::uuid AND state = 'active'`;
    await services.sql.query(text, params);
  } catch (error) {
    log().warn({ err: error, jobId }, "job not updated");
  }
}

function pause(signal: AbortSignal, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
