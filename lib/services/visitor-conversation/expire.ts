import "server-only";
import type { ServiceContext } from "../context";
import { removeConversations } from "./remove";

const DAY_MS = 86_400_000;
/** Conversations removed at a time, so that none of it takes long. */
const BATCH = 100;

/**
 * Removes the conversations that are older than their publication keeps them, and visitors without any who were not seen
 * since; returns how many conversations. Safe in any number of processes, and to be broken off.
 */
export async function expireConversations(ctx: ServiceContext): Promise<number> {
  const publications = await ctx.db.publication.findMany({
    where: { retentionDays: { not: null } },
    select: { id: true, workspaceId: true, retentionDays: true },
  });
  let removed = 0;
  for (const { id: publicationId, workspaceId, retentionDays } of publications) {
    const before = new Date(Date.now() - (retentionDays ?? 0) * DAY_MS);
    const old = { publicationId, createdAt: { lt: before } };
    for (;;) {
      const batch = await ctx.db.conversation.findMany({
        // One that goes on is kept until it has been silent for as long.
        where: { ...old, workspaceId, runs: { none: { startedAt: { gte: before } } } },
        take: BATCH,
        select: { id: true },
      });
      const which = { id: { in: batch.map(({ id }) => id) } };
      removed += await removeConversations({ ...ctx, workspace: { id: workspaceId } }, which);
      if (batch.length < BATCH) break;
    }
    await ctx.db.visitor.deleteMany({
      where: { publicationId, workspaceId, seenAt: { lt: before }, conversations: { none: {} } },
    });
  }
  return removed;
}
