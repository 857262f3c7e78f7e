import "server-only";
import { byId } from "@/lib/services/inputs";
import { createNamedModel } from "@/lib/services/named-model/create";
import { deleteNamedModel } from "@/lib/services/named-model/delete";
import { createNamedModelInput, updateNamedModelInput } from "@/lib/services/named-model/inputs";
import { listNamedModels } from "@/lib/services/named-model/list";
import { updateNamedModel } from "@/lib/services/named-model/update";
import { permissionProcedure, router } from "../init";

const manage = permissionProcedure("models.manage");

export const namedModelRouter = router({
  list: permissionProcedure("workspace.read").query(({ ctx }) =>
    listNamedModels({ ctx: ctx.member }),
  ),
  create: manage
    .input(createNamedModelInput)
    .mutation(({ ctx, input }) => createNamedModel({ ctx: ctx.member, input })),
  update: manage
    .input(updateNamedModelInput)
    .mutation(({ ctx, input }) => updateNamedModel({ ctx: ctx.member, input })),
  delete: manage
    .input(byId)
    .mutation(({ ctx, input }) => deleteNamedModel({ ctx: ctx.member, input })),
});
