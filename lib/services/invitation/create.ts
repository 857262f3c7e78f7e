import "server-only";
import { z } from "zod";
import { ROLES } from "@/lib/auth/permissions";
import { hashSecret, newSecret } from "@/lib/crypto/secret";
import { AppError } from "@/lib/errors/app-error";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { emailSchema } from "../inputs";

export const createInvitationInput = z.object({ email: emailSchema, role: z.enum(ROLES) });

const VALID_DAYS = 14;

/**
 * Makes an invitation link, which is shown once; its path is relative to the address people open.
 * Throws `member.owner-only` when somebody else invites an owner, `invitation.already-member`.
 */
export async function createInvitation({
  ctx,
  input,
}: Call<z.infer<typeof createInvitationInput>>) {
  if (input.role === "owner" && ctx.actor.role !== "owner") {
    throw new AppError("member.owner-only", "forbidden");
  }
  const token = newSecret();
  await ctx.db.$transaction(async (tx) => {
    const member = await tx.membership.count({
      where: { workspaceId: ctx.workspace.id, user: { email: input.email } },
    });
    if (member > 0) throw new AppError("invitation.already-member", "conflict");
    const { id } = await tx.invitation.create({
      data: {
        workspaceId: ctx.workspace.id,
        email: input.email,
        role: input.role,
        tokenHash: hashSecret(token),
        invitedById: ctx.actor.userId,
        expiresAt: new Date(Date.now() + VALID_DAYS * 86_400_000),
      },
      select: { id: true },
    });
    await recordAudit(tx, ctx, {
      action: "invitation.create",
      entity: "invitation",
      entityId: id,
      detail: { email: input.email, role: input.role },
    });
  });
  return { url: `/register?invitation=${token}` };
}
