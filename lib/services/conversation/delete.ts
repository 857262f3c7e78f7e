import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { removeConversations } from "./remove";

export const byConversation = z.object({ conversationId: idSchema });

/** Deletes a conversation with all that was said in it, for good. Throws `conversation.not-found`. */
export async function deleteConversation({
  ctx,
  input,
}: Call<z.infer<typeof byConversation>>): Promise<void> {
  const where = { id: input.conversationId, workspaceId: ctx.workspace.id };
  const conversation = found(
    "conversation",
    await ctx.db.conversation.findFirst({ where, select: { id: true, workspaceId: true } }),
  );
  await removeConversations(ctx, [conversation]);
  await recordAudit(ctx.db, ctx, {
    action: "conversation.delete",
    entity: "conversation",
    entityId: conversation.id,
  });
}
