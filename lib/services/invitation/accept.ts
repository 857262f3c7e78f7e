import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { recordAudit } from "../audit/record";
import type { Tx } from "../context";
import { findOpenInvitation } from "./preview";

/**
 * Makes a user a member, within the caller's transaction; an invitation works once and only for its address.
 * Throws `invitation.invalid`.
 */
export async function acceptInvitation(
  tx: Tx,
  { token, user }: { token: string; user: { id: string; email: string } },
) {
  const invitation = await findOpenInvitation(tx, token);
  const { count } = await tx.invitation.updateMany({
    where: { id: invitation.id, email: user.email, acceptedAt: null },
    data: { acceptedAt: new Date() },
  });
  if (count === 0) throw new AppError("invitation.invalid", "not-found");
  const { workspace, role } = invitation;
  // Who has a link that went to a mailbox alone reads that mailbox.
  const proved = invitation.mailed ? { addressConfirmedAt: new Date() } : {};
  await tx.membership.create({
    data: { workspaceId: workspace.id, userId: user.id, role, ...proved },
  });
  await recordAudit(
    tx,
    { workspace, actor: { userId: user.id, role } },
    { action: "invitation.accept", entity: "member", entityId: user.id, detail: { role } },
  );
  return workspace;
}
