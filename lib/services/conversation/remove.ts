import "server-only";
import type { ServiceContext } from "../context";
import { takeBackMails } from "../mail/take-back";

/**
 * Removes conversations for good, with their exchanges, their attached files and what people thought of them; what
 * their models cost stays counted. Answers in the making are stopped, mails about them that wait are not sent. Bytes go first, so that a failure in between
 * leaves rows that name them, and the next try finds them. Returns how many there were.
 */
export async function removeConversations(
  ctx: ServiceContext,
  conversations: readonly { id: string; workspaceId: string }[],
): Promise<number> {
  let removed = 0;
  for (const { id, workspaceId } of conversations) {
    stopRuns(ctx, id);
    const files = await ctx.db.conversationFile.findMany({
      where: { conversationId: id, workspaceId },
      select: { storageKey: true },
    });
    for (const { storageKey } of files) await ctx.storage.delete(storageKey);
    await takeBackMails(ctx.db, { workspace: { id: workspaceId } }, [id]);
    const { count } = await ctx.db.conversation.deleteMany({ where: { id, workspaceId } });
    removed += count;
  }
  return removed;
}

/** Those of this process; another one notices at its next sign of life that the row is gone. */
function stopRuns(ctx: ServiceContext, conversationId: string): void {
  for (const runId of ctx.runs.runIds()) {
    const live = ctx.runs.get(runId);
    if (live?.conversationId === conversationId) live.cancel();
  }
}
