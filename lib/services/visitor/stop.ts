import "server-only";
import type { VisitorContext } from "../context";
import { endCancelled } from "../run/cancel";
import { ownRun } from "./own-run";

/** Stops a run of the visitor's conversation; one that has ended stays as it is. Throws `run.not-found`. */
export async function stopAsVisitor({
  ctx,
  input,
}: {
  ctx: VisitorContext;
  input: { runId: string };
}): Promise<void> {
  const live = ctx.runs.get(input.runId);
  if (live?.workspaceId === ctx.workspace.id && live.conversationId === ctx.conversationId) {
    live.cancel();
    return;
  }
  await endCancelled(ctx, await ownRun(ctx, input.runId));
}
