import "server-only";
import { listFiles, listFilesInput } from "@/lib/services/conversation-file/list";
import { removeFile } from "@/lib/services/conversation-file/remove";
import { viewFile, viewFileInput } from "@/lib/services/conversation-file/view";
import { byId } from "@/lib/services/inputs";
import { permissionProcedure, router } from "../init";

const run = permissionProcedure("workflow.run");

/** Files attached to conversations; they are attached through a route, as their bytes are streamed. */
export const conversationFileRouter = router({
  list: run.input(listFilesInput).query(({ ctx, input }) => listFiles({ ctx: ctx.member, input })),
  view: run.input(viewFileInput).query(({ ctx, input }) => viewFile({ ctx: ctx.member, input })),
  remove: run.input(byId).mutation(({ ctx, input }) => removeFile({ ctx: ctx.member, input })),
});
