import "server-only";
import { deleteDocument } from "@/lib/services/document/delete";
import { listDocuments, listDocumentsInput } from "@/lib/services/document/list";
import { listDocumentPassages, passagesInput } from "@/lib/services/document/passages";
import { renameDocument } from "@/lib/services/document/rename";
import { retryDocument } from "@/lib/services/document/retry";
import { viewDocument, viewDocumentInput } from "@/lib/services/document/view";
import { byId, renamed } from "@/lib/services/inputs";
import { permissionProcedure, router } from "../init";

const read = permissionProcedure("workspace.read");
const edit = permissionProcedure("knowledge.edit");

export const documentRouter = router({
  list: read
    .input(listDocumentsInput)
    .query(({ ctx, input }) => listDocuments({ ctx: ctx.member, input })),
  view: read
    .input(viewDocumentInput)
    .query(({ ctx, input }) => viewDocument({ ctx: ctx.member, input })),
  passages: read
    .input(passagesInput)
    .query(({ ctx, input }) => listDocumentPassages({ ctx: ctx.member, input })),
  rename: edit
    .input(renamed)
    .mutation(({ ctx, input }) => renameDocument({ ctx: ctx.member, input })),
  retry: edit.input(byId).mutation(({ ctx, input }) => retryDocument({ ctx: ctx.member, input })),
  delete: edit.input(byId).mutation(({ ctx, input }) => deleteDocument({ ctx: ctx.member, input })),
});
