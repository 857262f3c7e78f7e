import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { foundCount } from "../not-found";
import { removeConversations } from "./remove";

export const deleteVisitorConversationInput = z.object({ conversationId: idSchema });

/** Removes a conversation that was had outside, for good. Throws `conversation.not-found`. */
export async function deleteVisitorConversation({
  ctx,
  input: { conversationId },
}: Call<z.infer<typeof deleteVisitorConversationInput>>): Promise<void> {
  const count = await removeConversations(ctx, { id: conversationId });
  foundCount("conversation", { count });
  await recordAudit(ctx.db, ctx, {
    action: "visitor-conversation.delete",
    entity: "conversation",
    entityId: conversationId,
  });
}
