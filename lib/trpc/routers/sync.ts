import "server-only";
import { byId } from "@/lib/services/inputs";
import { makeCallAddress, removeCallAddress } from "@/lib/services/sync/call-address";
import { cancelSync } from "@/lib/services/sync/cancel";
import { createSync, createSyncInput } from "@/lib/services/sync/create";
import { listSyncOutcomes, syncOutcomesInput } from "@/lib/services/sync/outcomes";
import { startSync, startSyncInput } from "@/lib/services/sync/start";
import { updateSync, updateSyncInput } from "@/lib/services/sync/update";
import { viewSync } from "@/lib/services/sync/view";
import { permissionProcedure, router } from "../init";

const edit = permissionProcedure("knowledge.edit");

/** Sources that are kept in sync with a part of a connection; ids are those of the source. */
export const syncRouter = router({
  view: edit.input(byId).query(({ ctx, input }) => viewSync({ ctx: ctx.member, input })),
  outcomes: edit
    .input(syncOutcomesInput)
    .query(({ ctx, input }) => listSyncOutcomes({ ctx: ctx.member, input })),
  create: edit
    .input(createSyncInput)
    .mutation(({ ctx, input }) => createSync({ ctx: ctx.member, input })),
  update: edit
    .input(updateSyncInput)
    .mutation(({ ctx, input }) => updateSync({ ctx: ctx.member, input })),
  start: edit
    .input(startSyncInput)
    .mutation(({ ctx, input }) => startSync({ ctx: ctx.member, input })),
  openCalls: edit
    .input(byId)
    .mutation(({ ctx, input }) => makeCallAddress({ ctx: ctx.member, input })),
  closeCalls: edit
    .input(byId)
    .mutation(({ ctx, input }) => removeCallAddress({ ctx: ctx.member, input })),
  cancel: edit.input(byId).mutation(({ ctx, input }) => cancelSync({ ctx: ctx.member, input })),
});
