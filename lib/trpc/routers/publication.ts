import "server-only";
import { getAudience } from "@/lib/services/publication/audience";
import { confirmSource } from "@/lib/services/publication/confirm-source";
import { createKey } from "@/lib/services/publication/create-key";
import { getPublication } from "@/lib/services/publication/get";
import * as inputs from "@/lib/services/publication/inputs";
import { listInvitations } from "@/lib/services/publication/invitations";
import { invite } from "@/lib/services/publication/invite";
import { listKeys } from "@/lib/services/publication/list-keys";
import { renewIdentityKey } from "@/lib/services/publication/renew-identity-key";
import { revokeKey } from "@/lib/services/publication/revoke-key";
import { setAccess } from "@/lib/services/publication/set-access";
import { setHandOver } from "@/lib/services/publication/set-hand-over";
import { setLimits } from "@/lib/services/publication/set-limits";
import { setLook } from "@/lib/services/publication/set-look";
import { switchChannel } from "@/lib/services/publication/switch-channel";
import { viewPublishedAs, viewPublishedAsInput } from "@/lib/services/publication/view-as";
import { uninvite } from "@/lib/services/publication/uninvite";
import { withdrawSource } from "@/lib/services/publication/withdraw-source";
import { permissionProcedure, router } from "../init";

const publish = permissionProcedure("workflow.publish");
/** Whoever may let knowledge out of the workspace. */
const share = permissionProcedure("knowledge.share");

export const publicationRouter = router({
  get: publish
    .input(inputs.byWorkflow)
    .query(({ ctx, input }) => getPublication({ ctx: ctx.member, input })),
  audience: publish
    .input(inputs.byWorkflow)
    .query(({ ctx, input }) => getAudience({ ctx: ctx.member, input })),
  /** What somebody would be answered from, and why not from more. */
  viewAs: permissionProcedure("knowledge.view-as")
    .input(viewPublishedAsInput)
    .mutation(({ ctx, input, signal }) => viewPublishedAs({ ctx: ctx.member, input, signal })),
  setLook: publish
    .input(inputs.setLookInput)
    .mutation(({ ctx, input }) => setLook({ ctx: ctx.member, input })),
  setAccess: publish
    .input(inputs.setAccessInput)
    .mutation(({ ctx, input }) => setAccess({ ctx: ctx.member, input })),
  switchChannel: publish
    .input(inputs.switchChannelInput)
    .mutation(({ ctx, input }) => switchChannel({ ctx: ctx.member, input })),
  setLimits: publish
    .input(inputs.setLimitsInput)
    .mutation(({ ctx, input }) => setLimits({ ctx: ctx.member, input })),
  setHandOver: publish
    .input(inputs.setHandOverInput)
    .mutation(({ ctx, input }) => setHandOver({ ctx: ctx.member, input })),
  keys: publish
    .input(inputs.byWorkflow)
    .query(({ ctx, input }) => listKeys({ ctx: ctx.member, input })),
  createKey: publish
    .input(inputs.createKeyInput)
    .mutation(({ ctx, input }) => createKey({ ctx: ctx.member, input })),
  revokeKey: publish
    .input(inputs.revokeKeyInput)
    .mutation(({ ctx, input }) => revokeKey({ ctx: ctx.member, input })),
  renewIdentityKey: publish
    .input(inputs.byWorkflow)
    .mutation(({ ctx, input }) => renewIdentityKey({ ctx: ctx.member, input })),
  invitations: publish
    .input(inputs.byWorkflow)
    .query(({ ctx, input }) => listInvitations({ ctx: ctx.member, input })),
  invite: publish
    .input(inputs.inviteInput)
    .mutation(({ ctx, input }) => invite({ ctx: ctx.member, input })),
  uninvite: publish
    .input(inputs.uninviteInput)
    .mutation(({ ctx, input }) => uninvite({ ctx: ctx.member, input })),
  confirmSource: share
    .input(inputs.confirmSourceInput)
    .mutation(({ ctx, input }) => confirmSource({ ctx: ctx.member, input })),
  withdrawSource: share
    .input(inputs.withdrawSourceInput)
    .mutation(({ ctx, input }) => withdrawSource({ ctx: ctx.member, input })),
});
