import "server-only";
import { env, requireSecrets } from "@/lib/config/env";
import { expireConversations } from "@/lib/services/conversation/expire";
import { expireFiles } from "@/lib/services/conversation-file/expire";
import { keepUp } from "@/lib/services/health/keep-up";
import { purgeKeptAnswers } from "@/lib/services/kept-answer/purge";
import { expireMails } from "@/lib/services/mail/expire";
import { getServices } from "@/lib/services/runtime";
import { sweepFiles } from "@/lib/services/stored-file/sweep";
import { startDueSyncs } from "@/lib/services/sync/start-due";
import { renewWatches } from "@/lib/services/sync/watch";
import { purgeAbandonedUploads } from "@/lib/services/upload/purge-abandoned";
import { forgetCounters } from "@/lib/services/visitor/rate";
import { log } from "@/lib/telemetry/log";
import { openBoss } from "./queue";
import { settleLostJobs, startWorker } from "./work";

/** Entry of the worker process: `node --conditions=react-server dist/programs/worker.mjs`. Runs until SIGTERM or SIGINT. */

const CONCURRENCY = 2;
const LOST_JOBS_MS = 10_000;
const ABANDONED_UPLOADS_MS = 10 * 60_000;
/** Nothing answers from a file that has expired; this is how long its bytes may outlive it. */
const EXPIRY_MS = 60_000;
const COUNTERS_MS = 10 * 60_000;
const RETENTION_MS = 10 * 60_000;
const KEPT_ANSWERS_MS = 10 * 60_000;
const DUE_SYNCS_MS = 15_000;
const WATCHES_MS = 60_000;
const SWEEP_MS = 10 * 60_000;
/** Only files of the day before and older are swept: how often matters little, and not whether the worker lives for long. */
const SWEEPS_APART_MS = 6 * 3_600_000;
const UPKEEP_MS = 60_000;

async function main(): Promise<void> {
  const settings = env();
  requireSecrets(settings);
  const services = await getServices();
  const boss = await openBoss(settings.databaseUrl ?? "", { maintain: true });
  const worker = startWorker({ boss, services, concurrency: CONCURRENCY });
  const upkeep = [
    every(LOST_JOBS_MS, "lost jobs not settled", () => settleLostJobs({ services })),
    every(ABANDONED_UPLOADS_MS, "abandoned uploads not removed", () =>
      purgeAbandonedUploads(services),
    ),
    every(EXPIRY_MS, "attached files not expired", () => expireFiles(services)),
    every(COUNTERS_MS, "counters of limits not removed", () => forgetCounters(services.sql)),
    every(RETENTION_MS, "old conversations not removed", () => expireConversations(services)),
    every(RETENTION_MS, "old mails not forgotten", () => expireMails(services)),
    every(KEPT_ANSWERS_MS, "kept answers not removed", () => purgeKeptAnswers(services)),
    every(DUE_SYNCS_MS, "due syncs not started", () => startDueSyncs(services)),
    every(WATCHES_MS, "sources not asked to tell of changes", () => renewWatches(services)),
    every(
      SWEEP_MS,
      "stored files not swept",
      seldom(SWEEPS_APART_MS, () => sweepFiles(services)),
    ),
    every(UPKEEP_MS, "database not kept up", () => keepUp(services.sql)),
  ];
  log().info({ concurrency: CONCURRENCY }, "worker ready");

  await new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  upkeep.forEach(clearInterval);
  await worker.stop();
  await boss.stop({ graceful: false });
  await services.jobs.close();
  await services.db.$disconnect();
  log().info("worker stopped");
}

/** Does something from time to time; what goes wrong is logged and tried again the next time. */
function every(ms: number, failure: string, work: () => Promise<unknown>): NodeJS.Timeout {
  return setInterval(() => {
    work().catch((error: unknown) => log().warn({ err: error }, failure));
  }, ms);
}

/** The first time when it is asked to, and then not before so much time is over. */
function seldom(apartMs: number, work: () => Promise<unknown>): () => Promise<unknown> {
  let due = 0;
  return async () => {
    if (Date.now() < due) return;
    due = Date.now() + apartMs;
    await work();
  };
}

main().catch((error: unknown) => {
  log().fatal({ err: error }, "worker failed");
  process.exitCode = 1;
  // Open connections would keep a worker that does nothing alive.
  process.exit();
});
