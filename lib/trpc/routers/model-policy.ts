import "server-only";
import { affectedInput, usesForbidden } from "@/lib/services/model-policy/affected";
import { getModelPolicy } from "@/lib/services/model-policy/get";
import { setModelPolicy, setModelPolicyInput } from "@/lib/services/model-policy/set";
import { permissionProcedure, router } from "../init";

const manage = permissionProcedure("models.manage");

export const modelPolicyRouter = router({
  get: permissionProcedure("workspace.read").query(({ ctx }) =>
    getModelPolicy({ ctx: ctx.member }),
  ),
  /** What would stop working under other rules. */
  affected: manage
    .input(affectedInput)
    .query(({ ctx, input }) => usesForbidden({ ctx: ctx.member, input })),
  set: manage
    .input(setModelPolicyInput)
    .mutation(({ ctx, input }) => setModelPolicy({ ctx: ctx.member, input })),
});
