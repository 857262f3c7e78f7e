import "server-only";
import { z } from "zod";
import { ROLES } from "@/lib/auth/permissions";
import { hashSecret, newSecret } from "@/lib/crypto/secret";
import { AppError } from "@/lib/errors/app-error";
import { recordAudit } from "../audit/record";
import type { Call } from "../context";
import { emailSchema } from "../inputs";
import { queueMail } from "../mail/queue";
import { invitationMail } from "./mail";

export const createInvitationInput = z.object({
  email: emailSchema,
  role: z.enum(ROLES),
  /** A mail goes to the person alone, which proves the address; a link is for whoever invites to hand on. */
  by: z.enum(["mail", "link"]).default("link"),
});

const VALID_DAYS = 14;

/**
 * Invites somebody: by a link which is shown once, its path relative to the address people open, or by a mail; then the
 * link is shown to nobody else, and null here. Throws `member.owner-only` when somebody else invites an owner,
 * `invitation.already-member`, `mail.not-set-up`, `mail.bad-address`.
 */
export async function createInvitation({
  ctx,
  input,
}: Call<z.output<typeof createInvitationInput>>): Promise<{ url: string | null }> {
  if (input.role === "owner" && ctx.actor.role !== "owner") {
    throw new AppError("member.owner-only", "forbidden");
  }
  const token = newSecret();
  const path = `/register?invitation=${token}`;
  const mailed = input.by === "mail";
  const expiresAt = new Date(Date.now() + VALID_DAYS * 86_400_000);
  await ctx.db.$transaction(async (tx) => {
    const member = await tx.membership.count({
      where: { workspaceId: ctx.workspace.id, user: { email: input.email } },
    });
    if (member > 0) throw new AppError("invitation.already-member", "conflict");
    const { id, invitedBy } = await tx.invitation.create({
      data: {
        workspaceId: ctx.workspace.id,
        email: input.email,
        role: input.role,
        tokenHash: hashSecret(token),
        invitedById: ctx.actor.userId,
        ...{ mailed, expiresAt },
      },
      select: { id: true, invitedBy: { select: { name: true } } },
    });
    await recordAudit(tx, ctx, {
      action: "invitation.create",
      entity: "invitation",
      entityId: id,
      detail: { email: input.email, role: input.role, by: input.by },
    });
    if (!mailed) return;
    const message = invitationMail({
      ...{ by: invitedBy.name, workspace: ctx.workspace.name, path, expiresAt },
      ...{ email: input.email, role: input.role },
    });
    await queueMail(tx, ctx, { kind: "invitation", to: input.email, message, about: id });
  });
  return { url: mailed ? null : path };
}
