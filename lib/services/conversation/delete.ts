import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { removeConversations } from "./remove";

export const byConversation = z.object({ conversationId: idSchema });

/**
 * Deletes a conversation with all that was said in it, for good. Throws `conversation.not-found`, and
 * `conversation.running` while an answer is being made.
 */
export async function deleteConversation({
  ctx,
  input,
}: Call<z.infer<typeof byConversation>>): Promise<void> {
  const workspaceId = ctx.workspace.id;
  const { id, runs } = found(
    "conversation",
    await ctx.db.conversation.findFirst({
      where: { id: input.conversationId, workspaceId },
      select: { id: true, runs: { where: { status: "running" }, select: { id: true } } },
    }),
  );
  if (runs.length > 0) throw new AppError("conversation.running", "conflict");
  await removeConversations(ctx, [{ id, workspaceId }]);
  await recordAudit(ctx.db, ctx, {
    action: "conversation.delete",
    entity: "conversation",
    entityId: id,
  });
}
