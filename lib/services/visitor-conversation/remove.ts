import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import type { WorkspaceScope } from "../context";

/**
 * Removes conversations that were had outside, with all that was said and sent in them; returns how many. The stored
 * bytes of their files go first, so that none is left behind without its row.
 */
export async function removeConversations(
  ctx: WorkspaceScope,
  which: Prisma.ConversationWhereInput,
): Promise<number> {
  const where = { ...which, workspaceId: ctx.workspace.id, publicationId: { not: null } };
  const conversations = await ctx.db.conversation.findMany({
    where,
    select: { id: true, files: { select: { storageKey: true } } },
  });
  const ids = conversations.map(({ id }) => id);
  for (const runId of ctx.runs.runIds()) {
    const live = ctx.runs.get(runId);
    if (live && ids.includes(live.conversationId)) live.cancel();
  }
  await ctx.db.conversationFile.updateMany({
    where: { conversationId: { in: ids }, workspaceId: ctx.workspace.id },
    data: { deletedAt: new Date() },
  });
  for (const { files } of conversations) {
    for (const { storageKey } of files) await ctx.storage.delete(storageKey);
  }
  const { count } = await ctx.db.conversation.deleteMany({
    where: { AND: [where, { id: { in: ids } }] },
  });
  return count;
}
