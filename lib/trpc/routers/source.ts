import "server-only";
import { byId, named, renamed } from "@/lib/services/inputs";
import { createSource } from "@/lib/services/source/create";
import { deleteSource } from "@/lib/services/source/delete";
import { firstSource } from "@/lib/services/source/first";
import { listSources } from "@/lib/services/source/list";
import { sourceReading } from "@/lib/services/source/reading";
import { recognizeText, recognizeTextInput } from "@/lib/services/source/recognize-text";
import { renameSource } from "@/lib/services/source/rename";
import { setReading, setReadingInput } from "@/lib/services/source/set-reading";
import { sourceUsage } from "@/lib/services/source/usage";
import { permissionProcedure, router } from "../init";

const read = permissionProcedure("workspace.read");
const edit = permissionProcedure("knowledge.edit");

export const sourceRouter = router({
  list: read.query(({ ctx }) => listSources({ ctx: ctx.member })),
  /** Which workflows and stores would miss it. */
  usage: read.input(byId).query(({ ctx, input }) => sourceUsage({ ctx: ctx.member, input })),
  create: edit.input(named).mutation(({ ctx, input }) => createSource({ ctx: ctx.member, input })),
  /** The oldest there is, or a new one: where files go that were dropped before there was any. */
  first: edit.input(named).mutation(({ ctx, input }) => firstSource({ ctx: ctx.member, input })),
  rename: edit
    .input(renamed)
    .mutation(({ ctx, input }) => renameSource({ ctx: ctx.member, input })),
  /** How its files are read: text recognition, comments. */
  reading: read.input(byId).query(({ ctx, input }) => sourceReading({ ctx: ctx.member, input })),
  setReading: edit
    .input(setReadingInput)
    .mutation(({ ctx, input }) => setReading({ ctx: ctx.member, input })),
  /** Switches text recognition on where documents turned out to be pictures. */
  recognizeText: edit
    .input(recognizeTextInput)
    .mutation(({ ctx, input }) => recognizeText({ ctx: ctx.member, input })),
  delete: edit.input(byId).mutation(({ ctx, input }) => deleteSource({ ctx: ctx.member, input })),
});
