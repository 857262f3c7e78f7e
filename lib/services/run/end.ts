import "server-only";
import { writeJson } from "@/lib/db/json";
import type { TerminalEvent } from "@/lib/graph/run-events";
import type { Db } from "../context";

const STATUS = {
  "run.finished": "finished",
  "run.failed": "failed",
  "run.cancelled": "cancelled",
} as const;

/**
 * Gives a run its one end: status, outcome and terminal event in one transaction. Whoever comes second changes
 * nothing and gets false, be it the engine, somebody who cancels, or the search for dead runs.
 */
export async function endRun(db: Db, run: { workspaceId: string }, event: TerminalEvent) {
  const at = new Date(event.at);
  return db.$transaction(async (tx) => {
    const { count } = await tx.run.updateMany({
      where: { id: event.runId, workspaceId: run.workspaceId, status: "running" },
      data: {
        status: STATUS[event.type],
        output: writeJson(event.type === "run.finished" ? event.output : null),
        error: writeJson(event.type === "run.failed" ? event.error : null),
        inputTokens: event.usage.inputTokens,
        outputTokens: event.usage.outputTokens,
        finishedAt: at,
      },
    });
    if (count === 0) return false;
    await tx.runEvent.create({
      data: {
        runId: event.runId,
        workspaceId: run.workspaceId,
        seq: event.seq,
        event: writeJson(event) as object,
        at,
      },
    });
    return true;
  });
}
