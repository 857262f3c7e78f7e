import "server-only";
import { writeJson } from "@/lib/db/json";
import { sqlPort } from "@/lib/db/sql";
import type { Tx, WorkspaceScope } from "../context";
import { SYNC_OUTCOMES, type SyncOutcomeName } from "./note-outcomes";
import { isFailing, needsAdmin } from "./failing";
import type { FoundRun } from "./running";
import { nextRun, readSchedule } from "./schedule";
import { tellAdmins } from "./tell-admins";

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
    const counts = await countOutcomes(tx, run.id);
    const { count } = await tx.syncRun.updateMany({
      where: { id: run.id, workspaceId, endedAt: null },
      data: {
        ...counts,
        phase,
        endedAt: new Date(),
        waitingUntil: null,
        ...(error && { error: writeJson(error) }),
      },
    });
    if (count === 0) return;
    await tx.sourceSync.updateMany({
      where: { sourceId: run.sourceId, workspaceId },
      data: {
        nextAt: await nextTurn(tx, run),
        ...(await noteStreak(tx, ctx, { run, phase, ...(error && { error }) })),
      },
    });
    await sqlPort(tx).query(
      `delete from "SyncRun" where "sourceId" = $1 and id in (
         select id from "SyncRun" where "sourceId" = $1 order by "createdAt" desc, id offset $2)`,
      [run.sourceId, KEPT],
    );
  });
}

/**
 * How often it failed in a row; a run that was cancelled says nothing of it. Admins are told once that it keeps failing, at
 * once where no further run comes before somebody acts, and once that it works again.
 */
async function noteStreak(tx: Tx, ctx: WorkspaceScope, { run, phase, error }: End) {
  const { sourceId } = run;
  const told = run.sync.failureToldAt !== null;
  if (phase === "finished") {
    if (told) await tellAdmins(tx, ctx, { sourceId, error: null, failures: 0 });
    return { failures: 0, failureToldAt: null };
  }
  if (phase === "cancelled") return {};
  const failures = run.sync.failures + 1;
  const failing = isFailing(failures) || (error !== undefined && needsAdmin(error.code));
  if (told || !failing || !error) return { failures };
  const sent = await tellAdmins(tx, ctx, { sourceId, error, failures });
  return { failures, ...(sent && { failureToldAt: new Date() }) };
}

const DAY_MS = 86_400_000;

/** A source that tells of changes by itself is looked at once a day all the same: what it says may get lost. */
async function nextTurn(tx: Tx, { sourceId, sync }: FoundRun): Promise<Date | null> {
  const next = nextRun(readSchedule(sync));
  if (next === null) return null;
  const watched = await tx.syncWatch.count({ where: { sourceId, handle: { not: null } } });
  return watched > 0 ? new Date(Math.min(next.getTime(), Date.now() + DAY_MS)) : next;
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
