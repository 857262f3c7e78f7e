import "server-only";
import { previewRouter, previewRouterInput } from "@/lib/services/router/preview";
import { permissionProcedure, router } from "../init";

/** About the Router node, not about tRPC. */
export const routerNodeRouter = router({
  preview: permissionProcedure("workflow.edit")
    .input(previewRouterInput)
    .mutation(({ ctx, input, signal }) => previewRouter({ ctx: ctx.member, input, signal })),
});
