import "server-only";
import { addInput, addPassage } from "@/lib/services/correction/add";
import { editInput, editPassage } from "@/lib/services/correction/edit";
import { excludeInput, excludePassage } from "@/lib/services/correction/exclude";
import { undoCorrection, undoInput } from "@/lib/services/correction/undo";
import { viewCorrection } from "@/lib/services/correction/view";
import { byId } from "@/lib/services/inputs";
import { permissionProcedure, router } from "../init";

const read = permissionProcedure("workspace.read");
const edit = permissionProcedure("knowledge.edit");

/** What people say about how a document was understood; document.passages lists what holds. */
export const correctionRouter = router({
  /** The text of one, for those who come from a citation; also of one that has ended. */
  view: read.input(byId).query(({ ctx, input }) => viewCorrection({ ctx: ctx.member, input })),
  exclude: edit
    .input(excludeInput)
    .mutation(({ ctx, input }) => excludePassage({ ctx: ctx.member, input })),
  edit: edit.input(editInput).mutation(({ ctx, input }) => editPassage({ ctx: ctx.member, input })),
  add: edit.input(addInput).mutation(({ ctx, input }) => addPassage({ ctx: ctx.member, input })),
  undo: edit
    .input(undoInput)
    .mutation(({ ctx, input }) => undoCorrection({ ctx: ctx.member, input })),
});
