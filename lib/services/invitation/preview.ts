import "server-only";
import { z } from "zod";
import { hashSecret } from "@/lib/crypto/secret";
import { AppError } from "@/lib/errors/app-error";
import type { ServiceContext, Tx } from "../context";

export const previewInvitationInput = z.object({ token: z.string().min(1).max(200) });

/** What an invitation offers. Throws `invitation.invalid` when it is unknown, used, withdrawn or too old. */
export async function previewInvitation(args: {
  ctx: ServiceContext;
  input: z.infer<typeof previewInvitationInput>;
}) {
  const invitation = await findOpenInvitation(args.ctx.db, args.input.token);
  return {
    workspaceName: invitation.workspace.name,
    email: invitation.email,
    role: invitation.role,
  };
}

/** The open invitation of a token, with its workspace. Throws `invitation.invalid`. */
export async function findOpenInvitation(tx: Tx, token: string) {
  const invitation = await tx.invitation.findFirst({
    where: {
      tokenHash: hashSecret(token),
      acceptedAt: null,
      expiresAt: { gt: new Date() },
    },
    include: { workspace: { select: { id: true, slug: true, name: true } } },
  });
  if (!invitation) throw new AppError("invitation.invalid", "not-found");
  return invitation;
}
