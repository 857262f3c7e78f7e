import "server-only";
import { changePassword, changePasswordInput } from "@/lib/services/account/change-password";
import { getMe } from "@/lib/services/account/me";
import { registerAccount, registerInput } from "@/lib/services/account/register";
import { signOutEverywhere } from "@/lib/services/account/sign-out-everywhere";
import { accountStatus } from "@/lib/services/account/status";
import { publicProcedure, router, signedInProcedure } from "../init";

export const accountRouter = router({
  status: publicProcedure.query(({ ctx }) => accountStatus({ ctx: ctx.services })),
  register: publicProcedure
    .input(registerInput)
    .mutation(({ ctx, input }) => registerAccount({ ctx: ctx.services, input })),
  me: signedInProcedure.query(({ ctx }) => getMe({ ctx: ctx.caller })),
  changePassword: signedInProcedure
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword({ ctx: ctx.caller, input })),
  signOutEverywhere: signedInProcedure.mutation(({ ctx }) =>
    signOutEverywhere({ ctx: ctx.caller }),
  ),
});
