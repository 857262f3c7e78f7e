import "server-only";
import {
  removeAlertHook,
  setAlertHook,
  setAlertHookInput,
  viewAlertHook,
} from "@/lib/services/alert/hook";
import { sendTestAlert } from "@/lib/services/alert/test";
import { permissionProcedure, router } from "../init";

const manage = permissionProcedure("workspace.manage");

export const alertRouter = router({
  view: manage.query(({ ctx }) => viewAlertHook({ ctx: ctx.member })),
  set: manage
    .input(setAlertHookInput)
    .mutation(({ ctx, input }) => setAlertHook({ ctx: ctx.member, input })),
  remove: manage.mutation(({ ctx }) => removeAlertHook({ ctx: ctx.member })),
  test: manage.mutation(({ ctx }) => sendTestAlert({ ctx: ctx.member })),
});
