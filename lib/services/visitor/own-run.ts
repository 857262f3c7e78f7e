import "server-only";
import type { VisitorContext } from "../context";
import { found } from "../not-found";

/** A run of the conversation the visitor is in. Throws `run.not-found`. */
export async function ownRun(ctx: VisitorContext, runId: string) {
  const { workspace, conversationId, asker } = ctx;
  return found(
    "run",
    await ctx.db.run.findFirst({
      where: {
        id: runId,
        workspaceId: workspace.id,
        conversationId,
        conversation: { visitorId: asker.visitorId },
      },
      select: { id: true, workspaceId: true, status: true, startedAt: true, output: true },
    }),
  );
}
