import "server-only";
import { env, requireSecrets } from "@/lib/config/env";
import { log } from "@/lib/telemetry/log";
import type { ServiceContext } from "./context";
import { recoverRuns } from "./run/recover";
import { getServices } from "./runtime";
import { forgetCounters } from "./visitor/rate";
import { expireConversations } from "./visitor-conversation/expire";

const RECOVER_MS = 5000;
/** How often what is over is removed: counters of limits, conversations that were kept long enough. */
const TIDY_MS = 600_000;
/** Time for open streams to end by themselves; they would keep the server alive for as long as a tab is open. */
const SHUTDOWN_MS = 2000;

/**
 * What a web server does beside answering requests: ends the runs of processes that died, now and from time to
 * time, and stops in an orderly way. A server that can't start exits with the reason instead of answering 500.
 */
export async function startBackground(): Promise<void> {
  try {
    requireSecrets(env());
    const services = await getServices();
    await recover(services);
    setInterval(() => void recover(services), RECOVER_MS).unref();
    setInterval(() => void tidy(services), TIDY_MS).unref();
    process.once("SIGTERM", () => {
      stop(services);
    });
  } catch (error) {
    log().fatal({ err: error }, "server can't start");
    process.exit(1);
  }
}

async function recover(services: ServiceContext): Promise<void> {
  try {
    const count = await recoverRuns(services);
    if (count > 0) log().warn({ count }, "ended runs of a process that died");
  } catch (error) {
    log().error({ err: error }, "runs not recovered");
  }
}

async function tidy(services: ServiceContext): Promise<void> {
  try {
    await forgetCounters(services.sql);
    const count = await expireConversations(services);
    if (count > 0) log().info({ count }, "removed conversations that were kept long enough");
  } catch (error) {
    log().error({ err: error }, "what is over was not removed");
  }
}

/** Runs at work are cancelled, so that each is stored with an end before the process goes. */
function stop(services: ServiceContext): void {
  for (const runId of services.runs.runIds()) services.runs.get(runId)?.cancel();
  setTimeout(() => process.exit(0), SHUTDOWN_MS).unref();
}
