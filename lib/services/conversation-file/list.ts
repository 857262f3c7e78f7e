import "server-only";
import { z } from "zod";
import type { Call } from "../context";
import { idSchema } from "../inputs";
import { found } from "../not-found";
import { visibleConversations } from "../run/scope";
import { visibleFiles } from "./scope";
import { SUMMARY_COLUMNS, summaryOf, type AttachedFile } from "./summary";

export const listFilesInput = z.object({ conversationId: idSchema });

/** The files attached to a conversation, oldest first. Throws `conversation.not-found`. */
export async function listFiles({
  ctx,
  input,
}: Call<z.infer<typeof listFilesInput>>): Promise<AttachedFile[]> {
  const { conversationId } = input;
  found(
    "conversation",
    await ctx.db.conversation.findFirst({
      where: { id: conversationId, ...visibleConversations(ctx) },
      select: { id: true },
    }),
  );
  const rows = await ctx.db.conversationFile.findMany({
    where: { conversationId, ...visibleFiles(ctx) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: SUMMARY_COLUMNS,
  });
  return rows.map(summaryOf);
}
