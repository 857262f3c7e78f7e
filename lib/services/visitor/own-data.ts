import "server-only";
import type { VisitorContext } from "../context";
import { removeConversations } from "../conversation/remove";
import { exchangesOf } from "./exchanges";

/** All that is kept of a visitor: who they are said to be, and everything that was said in their conversations. */
export async function exportVisitor(ctx: VisitorContext) {
  const where = { visitorId: ctx.asker.visitorId, workspaceId: ctx.workspace.id };
  const visitor = await ctx.db.visitor.findFirstOrThrow({
    where: { id: ctx.asker.visitorId, workspaceId: ctx.workspace.id },
    select: { identity: true, name: true, createdAt: true, seenAt: true },
  });
  const conversations = await ctx.db.conversation.findMany({
    where,
    orderBy: { createdAt: "asc" },
    select: {
      id: true,
      createdAt: true,
      files: { where: { deletedAt: null }, select: { name: true, size: true, createdAt: true } },
    },
  });
  const feedback = await ctx.db.runFeedback.findMany({
    where: { workspaceId: ctx.workspace.id, run: { conversation: where } },
    select: { runId: true, value: true, comment: true, at: true },
  });
  const whole = [];
  for (const { id, ...conversation } of conversations) {
    const exchanges = await exchangesOf(ctx, { id, workspaceId: ctx.workspace.id }, { all: true });
    whole.push({ id, ...conversation, exchanges });
  }
  return { visitor, conversations: whole, feedback };
}

/**
 * Removes a visitor with conversations, answers, files and feedback; tokens are refused from then on. What was spent stays
 * counted, without them. Broken off half-way it can be asked for again.
 */
export async function forgetVisitor(ctx: VisitorContext): Promise<void> {
  const { visitorId } = ctx.asker;
  const workspaceId = ctx.workspace.id;
  const conversations = await ctx.db.conversation.findMany({
    where: { visitorId, workspaceId },
    select: { id: true, workspaceId: true },
  });
  await removeConversations(ctx, conversations);
  const where = { id: visitorId, workspaceId };
  await ctx.db.visitor.deleteMany({ where });
}
