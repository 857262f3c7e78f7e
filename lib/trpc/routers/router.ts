import "server-only";
import { routerBasis, routerBasisInput } from "@/lib/services/router/basis";
import { previewRouter, previewRouterInput } from "@/lib/services/router/preview";
import { permissionProcedure, router } from "../init";

/** About the Router node, not about tRPC. */
export const routerNodeRouter = router({
  /** Scores of the test questions, and what they rest on. */
  preview: permissionProcedure("workflow.edit")
    .input(previewRouterInput)
    .mutation(({ ctx, input, signal }) => previewRouter({ ctx: ctx.member, input, signal })),
  /** What scores would rest on now; a calibration made on another basis is stale. */
  basis: permissionProcedure("workspace.read")
    .input(routerBasisInput)
    .query(({ ctx, input }) => routerBasis({ ctx: ctx.member, input })),
});
