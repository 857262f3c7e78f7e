import "server-only";
import { createInvitation, createInvitationInput } from "@/lib/services/invitation/create";
import { listInvitations } from "@/lib/services/invitation/list";
import { previewInvitation, previewInvitationInput } from "@/lib/services/invitation/preview";
import { revokeInvitation } from "@/lib/services/invitation/revoke";
import { byId } from "@/lib/services/inputs";
import { permissionProcedure, publicProcedure, router } from "../init";

const manage = permissionProcedure("members.manage");

export const invitationRouter = router({
  preview: publicProcedure
    .input(previewInvitationInput)
    .query(({ ctx, input }) => previewInvitation({ ctx: ctx.services, input })),
  list: manage.query(({ ctx }) => listInvitations({ ctx: ctx.member })),
  create: manage
    .input(createInvitationInput)
    .mutation(({ ctx, input }) => createInvitation({ ctx: ctx.member, input })),
  revoke: manage
    .input(byId)
    .mutation(({ ctx, input }) => revokeInvitation({ ctx: ctx.member, input })),
});
