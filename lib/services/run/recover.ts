import "server-only";
import { isTerminal } from "@/lib/graph/run-events";
import type { ServiceContext } from "../context";
import { HEARTBEAT_MS, interruption } from "./drive";
import { endRun } from "./end";
import type { RunHub } from "./hub";
import { nextSeq } from "./next-seq";

/** This long without a sign of life, a run's process is dead. */
const DEAD_AFTER_MS = 5 * HEARTBEAT_MS;

/**
 * Ends the runs of processes that died with `run.interrupted`; returns how many. Safe in any number of processes. Runs of
 * this one are alive, however old their sign of life: a process that stood still (a laptop that slept) looks here first.
 */
export async function recoverRuns({
  db,
  sql,
  runs,
}: Pick<ServiceContext, "db" | "sql" | "runs">): Promise<number> {
  const dead = await db.run.findMany({
    where: {
      status: "running",
      heartbeatAt: { lt: new Date(Date.now() - DEAD_AFTER_MS) },
      id: { notIn: atWork(runs) },
    },
    select: { id: true, workspaceId: true },
    take: 500,
  });
  let ended = 0;
  for (const run of dead) {
    if (await endRun(sql, run, interruption(run.id, await nextSeq(db, run)))) ended += 1;
  }
  return ended;
}

function atWork(runs: RunHub): string[] {
  return runs.runIds().filter((id) => !runs.get(id)?.events.some(isTerminal));
}
