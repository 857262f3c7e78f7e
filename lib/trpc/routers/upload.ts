import "server-only";
import { byId } from "@/lib/services/inputs";
import { abortUpload } from "@/lib/services/upload/abort";
import { beginUpload, beginUploadInput } from "@/lib/services/upload/begin";
import { completeUpload, completeUploadInput } from "@/lib/services/upload/complete";
import { getUpload } from "@/lib/services/upload/get";
import { permissionProcedure, router } from "../init";

const edit = permissionProcedure("knowledge.edit");

/**
 * Files in parts, up to 1 GB: begin, PUT each part to /api/workspaces/<slug>/uploads/<id>/parts/<number from 0>, then
 * complete with the SHA-256 of the whole.
 */
export const uploadRouter = router({
  begin: edit
    .input(beginUploadInput)
    .mutation(({ ctx, input }) => beginUpload({ ctx: ctx.member, input })),
  /** Which parts are missing, to go on after an interruption. */
  get: edit.input(byId).query(({ ctx, input }) => getUpload({ ctx: ctx.member, input })),
  complete: edit
    .input(completeUploadInput)
    .mutation(({ ctx, input, signal }) => completeUpload({ ctx: ctx.member, input, signal })),
  abort: edit.input(byId).mutation(({ ctx, input }) => abortUpload({ ctx: ctx.member, input })),
});
