import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { exchangesOf } from "../visitor/exchanges";

export const exportVisitorConversationInput = z.object({ conversationId: idSchema });

/** A conversation that was had outside, as its visitor saw it. Throws `conversation.not-found`. */
export async function exportVisitorConversation({
  ctx,
  input,
}: Call<z.infer<typeof exportVisitorConversationInput>>) {
  const workspaceId = ctx.workspace.id;
  const conversation = found(
    "conversation",
    await ctx.db.conversation.findFirst({
      where: { id: input.conversationId, workspaceId, publicationId: { not: null } },
      select: { id: true, channel: true, createdAt: true, visitor: { select: { name: true } } },
    }),
  );
  const { id, channel, createdAt, visitor } = conversation;
  const exchanges = await exchangesOf(ctx, { id, workspaceId });
  return { id, channel, createdAt, visitor: visitor?.name ?? null, exchanges };
}
