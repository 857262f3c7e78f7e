import "server-only";
import { reviewConversation } from "../conversation/review";
import type { WorkspaceContext } from "../context";
import { found } from "../not-found";
import { visibleConversations } from "../run/scope";
import type { SavedConversation } from "./parts";

const OVER = ["finished", "failed", "cancelled"];

/** A conversation that can be saved, with what it was saved into. Throws `conversation.not-found`. */
export async function conversationToSave(ctx: WorkspaceContext, conversationId: string) {
  const { restricted, workflow, document } = found(
    "conversation",
    await ctx.db.conversation.findFirst({
      where: { id: conversationId, ...visibleConversations(ctx) },
      select: {
        restricted: true,
        workflow: { select: { id: true, name: true } },
        document: { include: { connection: true } },
      },
    }),
  );
  const turns = await reviewConversation({ ctx, input: { conversationId } });
  const { slug } = ctx.workspace;
  const conversation: SavedConversation = {
    name: workflow.name,
    slug,
    path: `/${slug}/workflows/${workflow.id}/conversations?conversation=${conversationId}`,
    exchanges: turns.filter(({ status }) => OVER.includes(status)),
  };
  return { restricted, conversation, document };
}
