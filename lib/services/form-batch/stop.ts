import "server-only";
import type { VisitorCall } from "../context";
import { ownBatch } from "./require";

/** Has no more rows of a file answered; those at work come to their end. Throws `form-batch.not-found`. */
export async function stopBatch({ ctx, input }: VisitorCall<{ id: string }>): Promise<void> {
  const { id } = await ownBatch(ctx, input.id);
  await ctx.db.formBatch.updateMany({
    where: { id, workspaceId: ctx.workspace.id, stoppedAt: null, endedAt: null },
    data: { stoppedAt: new Date() },
  });
}
