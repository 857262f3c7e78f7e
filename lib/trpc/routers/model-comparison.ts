import "server-only";
import { compareModels, compareModelsInput } from "@/lib/services/model-comparison/compare";
import { permissionProcedure, router } from "../init";

export const modelComparisonRouter = router({
  /** Answers come in the same reply, as they end; whoever leaves stops it. */
  start: permissionProcedure("workflow.edit")
    .input(compareModelsInput)
    .mutation(({ ctx, input, signal }) => compareModels({ ctx: ctx.member, input, signal })),
});
