import "server-only";
import { byConversation } from "@/lib/services/conversation/delete";
import { saveConversation, saveConversationInput } from "@/lib/services/conversation-document/save";
import { viewConversationDocument } from "@/lib/services/conversation-document/view";
import { permissionProcedure, router } from "../init";

/** Whoever may take conversations along may save them, through the connections that they sync from. */
const look = permissionProcedure("workflow.edit");

/** Conversations in documents at services outside. */
export const conversationDocumentRouter = router({
  view: look
    .input(byConversation)
    .query(({ ctx, input }) => viewConversationDocument({ ctx: ctx.member, input })),
  save: look
    .input(saveConversationInput)
    .mutation(({ ctx, input, signal }) => saveConversation({ ctx: ctx.member, input, signal })),
});
