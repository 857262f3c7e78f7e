import "server-only";
import { confirmAddresses, confirmAddressesInput } from "@/lib/services/member/confirm-addresses";
import { listMembers } from "@/lib/services/member/list";
import { removeMember, removeMemberInput } from "@/lib/services/member/remove";
import { setMemberRole, setRoleInput } from "@/lib/services/member/set-role";
import { permissionProcedure, router } from "../init";

const manage = permissionProcedure("members.manage");

export const memberRouter = router({
  list: permissionProcedure("workspace.read").query(({ ctx }) => listMembers({ ctx: ctx.member })),
  setRole: manage
    .input(setRoleInput)
    .mutation(({ ctx, input }) => setMemberRole({ ctx: ctx.member, input })),
  confirmAddresses: manage
    .input(confirmAddressesInput)
    .mutation(({ ctx, input }) => confirmAddresses({ ctx: ctx.member, input })),
  remove: manage
    .input(removeMemberInput)
    .mutation(({ ctx, input }) => removeMember({ ctx: ctx.member, input })),
});
