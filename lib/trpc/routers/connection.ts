import "server-only";
import { getModelAbilities, modelAbilitiesInput } from "@/lib/services/connection/abilities";
import { createConnection, createConnectionInput } from "@/lib/services/connection/create";
import { deleteConnection } from "@/lib/services/connection/delete";
import { listConnections } from "@/lib/services/connection/list";
import { listConnectionModels } from "@/lib/services/connection/models";
import { setLimits, setLimitsInput } from "@/lib/services/connection/set-limits";
import { testConnection } from "@/lib/services/connection/test";
import { updateConnection, updateConnectionInput } from "@/lib/services/connection/update";
import { byId } from "@/lib/services/inputs";
import { permissionProcedure, router } from "../init";

const read = permissionProcedure("workspace.read");
const manage = permissionProcedure("models.manage");

export const connectionRouter = router({
  list: read.query(({ ctx }) => listConnections({ ctx: ctx.member })),
  models: permissionProcedure("workflow.edit")
    .input(byId)
    .query(({ ctx, input, signal }) => listConnectionModels({ ctx: ctx.member, input, signal })),
  abilities: permissionProcedure("workflow.edit")
    .input(modelAbilitiesInput)
    .query(({ ctx, input }) => getModelAbilities({ ctx: ctx.member, input })),
  create: manage
    .input(createConnectionInput)
    .mutation(({ ctx, input }) => createConnection({ ctx: ctx.member, input })),
  update: manage
    .input(updateConnectionInput)
    .mutation(({ ctx, input }) => updateConnection({ ctx: ctx.member, input })),
  setLimits: manage
    .input(setLimitsInput)
    .mutation(({ ctx, input }) => setLimits({ ctx: ctx.member, input })),
  delete: manage
    .input(byId)
    .mutation(({ ctx, input }) => deleteConnection({ ctx: ctx.member, input })),
  test: manage
    .input(byId)
    .mutation(({ ctx, input, signal }) => testConnection({ ctx: ctx.member, input, signal })),
});
