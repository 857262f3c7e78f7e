import "server-only";
import { env, requireSecrets } from "@/lib/config/env";
import { expireFiles } from "@/lib/services/conversation-file/expire";
import { keepUp } from "@/lib/services/health/keep-up";
import { getServices } from "@/lib/services/runtime";
import { purgeAbandonedUploads } from "@/lib/services/upload/purge-abandoned";
import { log } from "@/lib/telemetry/log";
import { openBoss } from "./queue";
import { settleLostJobs, startWorker } from "./work";

/** Entry of the worker process: `tsx --conditions=react-server lib/jobs/worker.ts`. Runs until SIGTERM or SIGINT. */

const CONCURRENCY = 2;
const LOST_JOBS_MS = 10_000;
const ABANDONED_UPLOADS_MS = 10 * 60_000;
/** Nothing answers from a file that has expired; this is how long its bytes may outlive it. */
const EXPIRY_MS = 60_000;
const UPKEEP_MS = 60_000;

async function main(): Promise<void> {
  const settings = env();
  requireSecrets(settings);
  const services = await getServices();
  const boss = await openBoss(settings.databaseUrl ?? "", { maintain: true });
  const worker = startWorker({ boss, services, concurrency: CONCURRENCY });
  const lost = setInterval(() => void settleLost(services), LOST_JOBS_MS);
  const abandoned = setInterval(() => void purgeUploads(services), ABANDONED_UPLOADS_MS);
  const expired = setInterval(() => void expire(services), EXPIRY_MS);
  const upkeep = setInterval(() => void keepDatabaseUp(services), UPKEEP_MS);
  log().info({ concurrency: CONCURRENCY }, "worker ready");

  await new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  clearInterval(lost);
  clearInterval(abandoned);
  clearInterval(expired);
  clearInterval(upkeep);
  await worker.stop();
  await boss.stop({ graceful: false });
  await services.jobs.close();
  await services.db.$disconnect();
  log().info("worker stopped");
}

async function settleLost(services: Awaited<ReturnType<typeof getServices>>): Promise<void> {
  try {
    await settleLostJobs({ services });
  } catch (error) {
    log().warn({ err: error }, "lost jobs not settled");
  }
}

async function expire(services: Awaited<ReturnType<typeof getServices>>): Promise<void> {
  try {
    await expireFiles(services);
  } catch (error) {
    log().warn({ err: error }, "attached files not expired");
  }
}

async function purgeUploads(services: Awaited<ReturnType<typeof getServices>>): Promise<void> {
  try {
    await purgeAbandonedUploads(services);
  } catch (error) {
    log().warn({ err: error }, "abandoned uploads not removed");
  }
}

async function keepDatabaseUp(services: Awaited<ReturnType<typeof getServices>>): Promise<void> {
  try {
    await keepUp(services.sql);
  } catch (error) {
    log().warn({ err: error }, "database not kept up");
  }
}

main().catch((error: unknown) => {
  log().fatal({ err: error }, "worker failed");
  process.exitCode = 1;
  // Open connections would keep a worker that does nothing alive.
  process.exit();
});
