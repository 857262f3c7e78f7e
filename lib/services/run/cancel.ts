import "server-only";
import type { RunStatus } from "@/lib/db/generated/enums";
import type { Call, ServiceContext } from "../context";
import { found } from "../not-found";
import { endRun } from "./end";
import type { ByRunId } from "./get";
import { nextSeq } from "./next-seq";
import { mayFollow, visibleConversations } from "./scope";

/**
 * Stops a run; one that has ended stays as it is. In this process the provider call is aborted at once; in another
 * one with the next sign of life. Throws `run.not-found`.
 */
export async function cancelRun({ ctx, input }: Call<ByRunId>): Promise<void> {
  const live = ctx.runs.get(input.runId);
  if (live && mayFollow(ctx, live)) {
    live.cancel();
    return;
  }
  const run = found(
    "run",
    await ctx.db.run.findFirst({
      where: {
        id: input.runId,
        workspaceId: ctx.workspace.id,
        conversation: visibleConversations(ctx),
      },
      select: { id: true, workspaceId: true, status: true, startedAt: true },
    }),
  );
  await endCancelled(ctx, run);
}

/** Ends a run of another process as cancelled; that one notices with its next sign of life. */
export async function endCancelled(
  ctx: Pick<ServiceContext, "db" | "sql">,
  run: { id: string; workspaceId: string; status: RunStatus; startedAt: Date },
): Promise<void> {
  if (run.status !== "running") return;
  await endRun(ctx.sql, run, {
    type: "run.cancelled",
    runId: run.id,
    seq: await nextSeq(ctx.db, run),
    at: Date.now(),
    usage: { inputTokens: 0, outputTokens: 0 },
    durationMs: Date.now() - run.startedAt.getTime(),
  });
}
