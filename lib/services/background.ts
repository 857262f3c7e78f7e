import "server-only";
import { env, requireSecrets } from "@/lib/config/env";
import { log } from "@/lib/telemetry/log";
import type { ServiceContext } from "./context";
import { recoverRuns } from "./run/recover";
import { getServices } from "./runtime";

const RECOVER_MS = 5000;
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

/** Runs at work are cancelled, so that each is stored with an end before the process goes. */
function stop(services: ServiceContext): void {
  for (const runId of services.runs.runIds()) services.runs.get(runId)?.cancel();
  setTimeout(() => process.exit(0), SHUTDOWN_MS).unref();
}
