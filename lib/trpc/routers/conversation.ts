import "server-only";
import { byConversation, deleteConversation } from "@/lib/services/conversation/delete";
import { exportConversations } from "@/lib/services/conversation/export";
import { listAll, listAllInput } from "@/lib/services/conversation/list";
import { reviewConversation } from "@/lib/services/conversation/review";
import { permissionProcedure, router } from "../init";

/** Whoever looks after the workflow sees what everybody asked. */
const look = permissionProcedure("workflow.edit");

export const conversationRouter = router({
  list: look.input(listAllInput).query(({ ctx, input }) => listAll({ ctx: ctx.member, input })),
  review: look
    .input(byConversation)
    .query(({ ctx, input }) => reviewConversation({ ctx: ctx.member, input })),
  csv: look
    .input(listAllInput)
    .query(({ ctx, input }) => exportConversations({ ctx: ctx.member, input })),
  delete: look
    .input(byConversation)
    .mutation(({ ctx, input }) => deleteConversation({ ctx: ctx.member, input })),
});
