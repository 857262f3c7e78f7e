import "server-only";
import {
  deleteVisitorConversation,
  deleteVisitorConversationInput,
} from "@/lib/services/visitor-conversation/delete";
import {
  exportVisitorConversation,
  exportVisitorConversationInput,
} from "@/lib/services/visitor-conversation/export";
import {
  listVisitorConversations,
  listVisitorConversationsInput,
} from "@/lib/services/visitor-conversation/list";
import { permissionProcedure, router } from "../init";

const edit = permissionProcedure("workflow.edit");

export const visitorConversationRouter = router({
  list: edit
    .input(listVisitorConversationsInput)
    .query(({ ctx, input }) => listVisitorConversations({ ctx: ctx.member, input })),
  export: edit
    .input(exportVisitorConversationInput)
    .query(({ ctx, input }) => exportVisitorConversation({ ctx: ctx.member, input })),
  delete: edit
    .input(deleteVisitorConversationInput)
    .mutation(({ ctx, input }) => deleteVisitorConversation({ ctx: ctx.member, input })),
});
