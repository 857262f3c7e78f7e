import "server-only";
import { cancelLocalModelDownload } from "@/lib/services/local-model/cancel";
import { downloadLocalModel } from "@/lib/services/local-model/download";
import { listLocalModels } from "@/lib/services/local-model/list";
import { byModel } from "@/lib/services/local-model/lock";
import { removeLocalModel } from "@/lib/services/local-model/remove";
import { permissionProcedure, router } from "../init";

const manage = permissionProcedure("models.manage");

export const localModelRouter = router({
  list: permissionProcedure("workspace.read").query(({ ctx }) =>
    listLocalModels({ ctx: ctx.member }),
  ),
  download: manage
    .input(byModel)
    .mutation(({ ctx, input }) => downloadLocalModel({ ctx: ctx.member, input })),
  cancel: manage
    .input(byModel)
    .mutation(({ ctx, input }) => cancelLocalModelDownload({ ctx: ctx.member, input })),
  remove: manage
    .input(byModel)
    .mutation(({ ctx, input }) => removeLocalModel({ ctx: ctx.member, input })),
});
