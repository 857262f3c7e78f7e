import "server-only";
import { writeJson } from "@/lib/db/json";
import { sqlPort } from "@/lib/db/sql";
import type { Tx, WorkspaceScope } from "../context";
import { SYNC_OUTCOMES, type SyncOutcomeName } from "./note-outcomes";
import type { FoundRun } from "./running";

/** Runs of a source that are kept with their outcomes. */
const KEPT = 20;

interface End {
  readonly run: FoundRun;
  readonly phase: "finished" | "failed" | "cancelled";
  readonly error?: { readonly code: string; readonly params: object };
}

/** Ends a run with its counts, and sets when the next one is due. */
export async function endRun(ctx: WorkspaceScope, { run, phase, error }: End): Promise<void> {
  const workspaceId = ctx.workspace.id;
  await ctx.db.$transaction(async (tx) => {
    const { everyMinutes, failures } = run.sync;
    const counts = await countOutcomes(tx, run.id);
    await tx.syncRun.updateMany({
      where: { id: run.id, workspaceId, endedAt: null },
      data: {
        ...counts,
        phase,
        endedAt: new Date(),
        waitingUntil: null,
        ...(error && { error: writeJson(error) }),
      },
    });
    await tx.sourceSync.updateMany({
      where: { sourceId: run.sourceId, workspaceId },
      data: {
        nextAt: await nextTurn(tx, run.sourceId, everyMinutes),
        failures: phase === "failed" ? failures + 1 : 0,
      },
    });
    await sqlPort(tx).query(
      `delete from "SyncRun" where "sourceId" = $1 and id in (
         select id from "SyncRun" where "sourceId" = $1 order by "createdAt" desc, id offset $2)`,
      [run.sourceId, KEPT],
    );
  });
}

const DAY = 24 * 60;

/** A source that tells of changes by itself is looked at once a day all the same: what it says may get lost. */
async function nextTurn(tx: Tx, sourceId: string, everyMinutes: number | null) {
  if (everyMinutes === null) return null;
  const watched = await tx.syncWatch.count({ where: { sourceId, handle: { not: null } } });
  const minutes = watched > 0 ? Math.min(everyMinutes, DAY) : everyMinutes;
  return new Date(Date.now() + minutes * 60_000);
}

/** How many files each outcome has so far. */
export async function countOutcomes(
  tx: Pick<Tx, "syncOutcome">,
  runId: string,
): Promise<Record<SyncOutcomeName, number>> {
  const rows = await tx.syncOutcome.groupBy({
    by: ["outcome"],
    where: { runId },
    _count: true,
  });
  const counts = new Map(rows.map(({ outcome, _count }) => [outcome, _count]));
  return Object.fromEntries(
    SYNC_OUTCOMES.map((outcome) => [outcome, counts.get(outcome) ?? 0]),
  ) as Record<SyncOutcomeName, number>;
}
